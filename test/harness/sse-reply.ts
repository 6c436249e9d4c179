import type { ServerResponse } from "node:http";

/** One answer under way. Everything may be called after the client has gone: it then goes nowhere. */
export type SseReply = {
  /** A chunk with a piece of the text. */
  text(text: string): void;
  /** Chunks that call a tool, its arguments in two parts. */
  call(name: string, argumentsJson: string): void;
  /** An event with this data. */
  event(data: unknown): void;
  /** A line that means nothing, as servers send to keep a connection open. */
  comment(text: string): void;
  /** Bytes as they are. */
  raw(bytes: string | Uint8Array): void;
  /** The last chunk, `[DONE]`, and the end. */
  finish(reason?: string): void;
  /** Ends without saying that the answer has ended. */
  end(): void;
  /** Breaks the connection as a crashed server would. */
  reset(): void;
  /** Answers with a status and no stream. */
  status(status: number, headers?: Record<string, string>): void;
  /** Answers with JSON and no stream. */
  json(body: unknown): void;
  /** True once the client has gone. */
  readonly gone: boolean;
};

export function sseReply(response: ServerResponse): SseReply {
  response.on("error", () => {}); // writing to a client that has gone is what some scripts are about
  const write = (bytes: string | Uint8Array) => {
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
    if (!response.writableEnded) response.write(bytes);
  };
  const event = (data: unknown) => write(`data: ${JSON.stringify(data)}\n\n`);
  const choice = (delta: object, finish: string | null = null) =>
    event({
      id: "c1",
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  const answer = (status: number, headers: Record<string, string>, body: string) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };

  return {
    event,
    raw: write,
    text: (text) => choice({ content: text }),
    call(name, argumentsJson) {
      const middle = Math.floor(argumentsJson.length / 2);
      choice({ tool_calls: [{ index: 0, id: "t1", type: "function", function: { name, arguments: "" } }] });
      for (const part of [argumentsJson.slice(0, middle), argumentsJson.slice(middle)]) {
        choice({ tool_calls: [{ index: 0, function: { arguments: part } }] });
      }
    },
    comment: (text) => write(`: ${text}\n\n`),
    finish(reason = "stop") {
      choice({}, reason);
      write("data: [DONE]\n\n");
      response.end();
    },
    end: () => response.end(),
    reset: () => response.socket?.resetAndDestroy(),
    status: (status, headers = {}) =>
      answer(status, headers, JSON.stringify({ error: { message: `status ${status}` } })),
    json: (body) => answer(200, {}, JSON.stringify(body)),
    get gone() {
      return response.destroyed && !response.writableFinished;
    },
  };
}
