/**
 * An agent in a process of its own, on the published SDK and `ws`: what `process.send` brings is called on the
 * desk or on the conversation, and answered with the result or the error's code.
 */
import WebSocket from "ws";
import { connectAgent } from "../../../dist/agent-sdk/index.js";

const { BATON_ORIGIN: host, BATON_TOKEN: token } = process.env;
const desk = connectAgent({ host, workspace: "demo", token: async () => token, WebSocket });
const notified = [];
let conversation = null;

const calls = {
  presence: ([status]) => desk.presence.set(status),
  directory: () => desk.directory.snapshot(),
  async open([id]) {
    conversation = desk.conversation(id);
    conversation.on("notification", ({ kind }) => notified.push(kind));
    await conversation.ready;
  },
  snapshot: () => conversation.snapshot(),
  notified: () => notified,
};

process.on("message", async ({ id, call, args }) => {
  try {
    const result = await (calls[call] ? calls[call](args) : conversation[call](...args));
    process.send({ id, result: result ?? null });
  } catch (error) {
    process.send({
      id,
      error: { code: error.code ?? "crash", message: String(error), details: error.details ?? null },
    });
  }
});
process.on("disconnect", () => process.exit(0));
