import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sseReply } from "../harness/sse-reply.ts";

/** The AI behind our own targets: it does what the customer's last words say, so no test waits for its turn. */
export type Model = { url: string; articlesUrl: string; stop(): Promise<void> };

const LONG = "We deliver to many countries. ".repeat(8).trim();
const SHORT = "Points are valid for 24 months.";
/** A word every so often: long answers are still under way when a test acts upon them. */
const LONG_EVERY_MS = 20;
const SHORT_EVERY_MS = 5;

type Request = { stream?: boolean; messages?: { role: string; content: string }[] };

export async function startModel(): Promise<Model> {
  const server = createServer(async (incoming, response) => {
    const reply = sseReply(response);
    if (incoming.method === "GET") return reply.json([]);
    const { stream = false, messages = [] } = await bodyOf(incoming);
    const said = messages.map(({ content }) => content).join("\n");
    if (!stream) {
      const subject = said.includes("Please summarise") ? "A broken lamp" : "";
      const content = JSON.stringify({ subject, summary: "It came in pieces." });
      return reply.json({ choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }] });
    }
    const last = messages.at(-1)?.content ?? "";
    if (last.includes("Please fail")) return reply.status(400);
    const reason = /Please hand off: (\w+)/u.exec(last)?.[1];
    if (reason !== undefined) {
      reply.call("hand_off_to_person", JSON.stringify({ reason }));
      return reply.finish("tool_calls");
    }
    if (last.includes("Please be filtered")) return reply.finish("content_filter");
    const isLong = last.includes("Norway");
    // What it was shown of the customer's words, where it is asked for that.
    const echo = /Please repeat: .*/u.exec(last)?.[0];
    for (const word of (echo ?? (isLong ? LONG : SHORT)).match(/\s*\S+/gu) ?? []) {
      reply.text(word);
      await sleep(isLong ? LONG_EVERY_MS : SHORT_EVERY_MS);
    }
    if (last.includes("Please suggest")) {
      const suggestions = ["Yes, please", "No, thanks", " Yes,\u0007 please ", "x".repeat(81)];
      reply.call("offer_suggestions", JSON.stringify({ suggestions }));
    }
    reply.finish();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this form.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1`,
    articlesUrl: `${origin}/articles.json`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Request> {
  let text = "";
  for await (const part of incoming.setEncoding("utf8")) text += part;
  return JSON.parse(text);
}
