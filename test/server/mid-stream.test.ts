import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import { type SseServer, startSseServer } from "../harness/sse-server.ts";

/** The AI's words come from a real HTTP server that speaks SSE, and takes no notice of an abort. */

let model: SseServer;
let baton: Baton;

beforeAll(async () => {
  model = await startSseServer();
  baton = await Baton.start({ vars: { BATON_AI_URL: model.url, BATON_AI_MODEL: "test" } });
});

afterAll(async () => {
  await baton.stop();
  await model.close();
});

const TALK_ON_MS = 5_000;

test("[H3, H4, I5] a takeover in mid-stream: the model talks on for five seconds, and nobody sees a character of it", async () => {
  let talkedOn = 0;
  model.next(async (reply) => {
    const until = Date.now() + TALK_ON_MS + 2_000;
    while (Date.now() < until) {
      reply.text("and another word ");
      if (reply.gone) talkedOn += 1;
      await sleep(20);
    }
    reply.finish();
  });
  const key = baton.newKey();
  const [customer, tab] = [await baton.customer(key), await baton.customer(key)];
  const agent = await baton.agent("ann", customer.conversationId);
  const everybody = [customer, tab, agent];
  await customer.command({ type: "send_message", clientId: baton.id(), text: "Tell me all you know." });
  await Promise.all(everybody.map((wire) => wire.type("stream_delta")));

  const ack = await agent.command({ type: "take_over", clientId: baton.id() });
  expect(ack.type).toBe("ack");
  const joining = await Promise.all(
    everybody.map((wire) =>
      wire.type("commit", ({ state }) => JSON.stringify(state ?? "").includes("agent_joining")),
    ),
  );
  const seen = everybody.map((wire) => wire.streamed);
  const counts = everybody.map((wire) => wire.frames.length);

  const request = await model.request(1);
  await request.whenAborted;
  await sleep(TALK_ON_MS);
  expect(talkedOn).toBeGreaterThan(100);
  expect(everybody.map((wire) => wire.streamed)).toEqual(seen);
  everybody.forEach((wire, index) => {
    expect(wire.frames.slice(counts[index]).filter((frame) => frame.type === "stream_delta")).toEqual([]);
  });

  // What stays in the ledger is to the letter what was streamed, interrupted, above the separator.
  for (const frame of joining) {
    expect(frame.public).toMatchObject({
      entries: [
        { kind: "message", state: "interrupted", text: customer.streamed },
        { kind: "separator", code: "live_chat" },
      ],
    });
  }
});

test("[H20] the model asks for a person by its tool, and the customer is queued", async () => {
  const desk = await baton.desk("ann");
  await desk.command({ type: "set_presence", clientId: baton.id(), status: "available" });
  model.next((reply) => {
    reply.call("hand_off_to_person", JSON.stringify({ reason: "billing dispute" }));
    reply.finish("tool_calls");
  });
  const customer = await baton.customer();
  await customer.command({ type: "send_message", clientId: baton.id(), text: "I dispute this bill." });
  const frame = await customer.type("commit", ({ state }) =>
    JSON.stringify(state ?? "").includes('"queued"'),
  );
  expect(frame.state).toMatchObject({ state: "queued", waiting: false });
});

test("[H19, H22] a model that fails hands the customer to a person, or says that none is there", async () => {
  const desk = await baton.desk("ann");
  await desk.command({ type: "set_presence", clientId: baton.id(), status: "away" });
  model.otherwise((reply) => reply.status(400));
  const customer = await baton.customer();
  await customer.command({ type: "send_message", clientId: baton.id(), text: "Hello?" });
  await customer.type("commit", (frame) => JSON.stringify(frame).includes("no_agent_available"));
  const agent = await baton.agent("ben", customer.conversationId);
  await agent.command({ type: "take_over", clientId: baton.id() });
  const { state } = await agent.type("commit", (frame) => JSON.stringify(frame).includes("agent_joining"));
  const { epoch } = state as { epoch: number };
  const refused = await agent.command({ type: "allow_ai_replies", clientId: baton.id(), epoch });
  expect(refused).toMatchObject({ type: "reject", error: { code: "ai_unavailable" } });
});
