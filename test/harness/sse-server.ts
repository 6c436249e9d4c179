import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type SseReply, sseReply } from "./sse-reply.ts";

/** What the server does with one request. It may go on after the client has gone. */
export type Script = (reply: SseReply, request: SeenRequest) => void | Promise<void>;

export type SeenRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON body, decoded but not checked. */
  body: unknown;
  /** True once the client has closed the connection before the answer had ended. */
  aborted: boolean;
  /** Resolves when that happens. */
  whenAborted: Promise<void>;
};

/** A model endpoint that speaks OpenAI's chat completions on a free local port, as its scripts say. */
export type SseServer = {
  /** For `BATON_AI_URL`: `http://127.0.0.1:<port>/v1`. */
  url: string;
  /** Requests so far, oldest first. */
  requests: readonly SeenRequest[];
  /** The next requests are answered by these scripts, one each. */
  next(...scripts: Script[]): void;
  /** Whatever has no script of its own is answered by this one. At first that is `says("OK")`. */
  otherwise(script: Script): void;
  /** Resolves with the request of this number, counted from 1, as soon as it has come. */
  request(number: number): Promise<SeenRequest>;
  /** Ends the server and every connection, scripts that hang included. */
  close(): Promise<void>;
};

export async function startSseServer(): Promise<SseServer> {
  const requests: SeenRequest[] = [];
  const queue: Script[] = [];
  const waiting = new Set<() => void>();
  let fallback: Script = says("OK");

  const server = createServer(async (incoming, response) => {
    const request = await seen(incoming, response).catch(() => null);
    // Cut off before it had been read: nobody waits for an answer.
    if (!request) return;
    requests.push(request);
    for (const wake of waiting) wake();
    const script = queue.shift() ?? fallback;
    await script(sseReply(response), request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");

  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    next: (...scripts) => void queue.push(...scripts),
    otherwise(script) {
      fallback = script;
    },
    async request(number) {
      for (;;) {
        const request = requests[number - 1];
        if (request !== undefined) return request;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function seen(incoming: IncomingMessage, response: ServerResponse): Promise<SeenRequest> {
  let bytes = "";
  for await (const part of incoming.setEncoding("utf8")) bytes += part;
  const request: SeenRequest = {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body: bytes === "" ? undefined : JSON.parse(bytes),
    aborted: false,
    whenAborted: new Promise((resolve) => {
      response.once("close", () => {
        if (response.writableEnded) return;
        request.aborted = true;
        resolve();
      });
    }),
  };
  return request;
}

/** Says a text a word at a time and ends well. */
export function says(text: string, { everyMs = 0 } = {}): Script {
  return async (reply) => {
    for (const word of text.match(/\s*\S+/g) ?? []) {
      reply.text(word);
      if (everyMs > 0) await sleep(everyMs);
    }
    reply.finish();
  };
}

/** Refuses with a status. */
export function fails(status: number, headers: Record<string, string> = {}): Script {
  return (reply) => reply.status(status, headers);
}

/** Answers nothing at all, for ever. */
export function hangs(): Script {
  return () => {};
}

/** Asks for a person by the tool `hand_off_to_person`. */
export function handsOff(reason: string): Script {
  return (reply) => {
    reply.call("hand_off_to_person", JSON.stringify({ reason }));
    reply.finish("tool_calls");
  };
}

/** Answers a request that does not stream, such as the one for a summary. */
export function completes(text: string): Script {
  return (reply) =>
    reply.json({ choices: [{ message: { role: "assistant", content: text }, finish_reason: "stop" }] });
}
