import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import { type Ack, type Command, newId, RawClient } from "./raw-client.ts";
import { agentClaims, pause, Site } from "./raw-client-site.ts";

/** Frames and commands that docs/SPEC.md says are refused: each with its code, and nothing changed by it. */

let baton: Baton;
let site: Site;

beforeAll(async () => {
  baton = await Baton.start();
  site = new Site(baton.origin, baton.secret);
});
afterAll(() => baton.stop());

const text = "Hi";

async function stillAnswers(client: RawClient) {
  client.send({ type: "ping" });
  await client.until(() => client.frames.at(-1)?.type === "pong");
}

describe("frames after hello", () => {
  const message = (fields: object): Command => ({ type: "send_message", clientId: newId(), text, ...fields });
  const without = (field: string, frame: object) =>
    Object.fromEntries(Object.entries(frame).filter(([name]) => name !== field));

  const BAD: [what: string, frame: object | string | Buffer, code: string, path?: string][] = [
    ["not JSON", "hello?", "invalid", ""],
    ["an empty frame", "", "invalid", ""],
    ["JSON that is no object", "42", "invalid", ""],
    ["binary", Buffer.from(JSON.stringify(message({}))), "invalid", ""],
    ["one byte too many", JSON.stringify({ type: "ping", pad: "x" }).padEnd(32_769), "too_large"],
    ["too many bytes in few characters", message({ text: "é".repeat(16_400) }), "too_large"],
    ["no type", without("type", message({})), "invalid", "type"],
    ["an unknown type", message({ type: "say" }), "invalid", "type"],
    ["a type of the wrong type", message({ type: 7 }), "invalid", "type"],
    ["no client id", without("clientId", message({})), "invalid", "clientId"],
    ["an empty client id", message({ clientId: "" }), "invalid", "clientId"],
    ["a long client id", message({ clientId: "x".repeat(65) }), "invalid", "clientId"],
    ["a client id with a space", message({ clientId: "a b" }), "invalid", "clientId"],
    ["a client id that is a number", message({ clientId: 7 }), "invalid", "clientId"],
    ["no text", without("text", message({})), "invalid", "text"],
    ["text that is a number", message({ text: 7 }), "invalid", "text"],
    ["blank text", message({ text: " \n\t" }), "invalid", "text"],
    ["5,001 characters", message({ text: "x".repeat(5_001) }), "too_large", "text"],
    ["2,501 emoji", message({ text: "🙂".repeat(2_501) }), "too_large", "text"],
    ["no epoch", message({ type: "end" }), "invalid", "epoch"],
    ["an epoch that is text", message({ type: "end", epoch: "1" }), "invalid", "epoch"],
    ["no stars", message({ type: "rate", score: 0 }), "invalid", "score"],
    ["half a star", message({ type: "rate", score: 4.5 }), "invalid", "score"],
    ["a long comment", message({ type: "rate", score: 5, comment: "x".repeat(1_001) }), "invalid", "comment"],
    ["a seq below 0", message({ type: "mark_read", seq: -1 }), "invalid", "seq"],
    ["a page before nothing", { type: "load_earlier" }, "invalid", "before"],
    ["typing, perhaps", { type: "typing", on: "yes" }, "invalid", "on"],
  ];

  test.each(BAD)("[A1, A7] %s is answered, and nothing changes", async (_, frame, code, path) => {
    const { client, session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      const answer = await client.refusal(frame);
      expect(answer).toMatchObject({ type: "reject", error: { code } });
      if (path !== undefined) expect(answer.error.details).toEqual({ path });
      await stillAnswers(client);
    });
  });

  test("[A1] fields that nobody knows are ignored, and what just fits is taken", async () => {
    const { client } = await site.customer();
    client.send(JSON.stringify({ type: "ping", pad: "x" }).padEnd(32_768));
    await client.until(() => client.frames.at(-1)?.type === "pong");
    for (const said of ["🙂".repeat(2_500), "  two spaces, a\nbreak  "]) {
      const answer = await client.command({ type: "send_message", text: said, colour: "red" });
      expect(answer).toMatchObject({ type: "ack", result: { public: { text: said } } });
    }
  });

  test("[A14] a flood of pings is told to wait, and costs nothing else", async () => {
    const { client, session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      for (let sent = 0; sent < 60; sent += 1) client.send({ type: "ping" });
      const answers = await client.until(() => client.frames.length > 60 && client.frames.slice(1));
      const told = answers.flatMap((frame) => (frame.type === "reject" ? [frame] : []));
      expect(told.length).toBeGreaterThan(0);
      expect(answers.filter((frame) => frame.type === "pong").length).toBe(60 - told.length);
      for (const { clientId, error } of told) {
        expect(clientId).toBeNull();
        expect(error).toMatchObject({ code: "rate_limited", details: { retryAfterMs: expect.any(Number) } });
      }
      await pause(told.at(-1)?.error.details?.retryAfterMs);
      await stillAnswers(client);
    });
  });

  test("[A14] a customer's messages have a rate of their own, and the same frame goes through later", async () => {
    const { client, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await ann.command({ type: "take_over" });
    const accepted: [Command, Ack][] = [];
    const next = () => ({ type: "send_message", clientId: newId(), text: `Message ${accepted.length}` });
    let command = next();
    let answer = await client.command(command);
    while (answer.type === "ack") {
      accepted.push([command, answer]);
      command = next();
      answer = await client.command(command);
    }
    expect(accepted.length).toBeGreaterThanOrEqual(10);
    expect(answer).toMatchObject({ clientId: command.clientId, error: { code: "rate_limited" } });
    // What has been accepted is answered as then, whatever the rate.
    for (const [first, ack] of accepted.slice(0, 1)) expect(await client.command(first)).toEqual(ack);
    await pause(answer.error.details?.retryAfterMs);
    expect(await client.command(command)).toMatchObject({ type: "ack" });
    const { public: ledger } = await site.snapshot("ann", session.conversationId);
    const hers = ledger.entries.filter((entry) => entry.author?.role === "customer");
    expect(hers.map((entry) => entry.clientId)).toEqual([
      ...accepted.map(([{ clientId }]) => clientId),
      command.clientId,
    ]);
  });
});

describe("what the state forbids", () => {
  type Who = "maria" | "ann" | "ben" | "lea" | "guest";
  type Row = [who: Who, command: Command, code: string, details?: object];
  type Scene = Record<Who, RawClient> & { conversationId: string };

  /** Ann and Ben are agents, Lea may hand over to the AI and end everything, a guest may only read. */
  async function scene(): Promise<Scene> {
    const { client: maria, session } = await site.customer();
    const { conversationId } = session;
    const powers = ["conversation.allow_ai", "conversation.force_end"];
    const permissions = [...agentClaims("lea").permissions, ...powers];
    return {
      maria,
      ann: await site.agent("ann", conversationId),
      ben: await site.agent("ben", conversationId),
      lea: await site.agent("lea", conversationId, { permissions }),
      guest: await site.agent("guest", conversationId, { permissions: ["conversation.read"] }),
      conversationId,
    };
  }

  const to = async (client: RawClient, epoch: number) => client.until(() => client.state?.epoch === epoch);

  async function takenOver() {
    const all = await scene();
    expect(await all.ann.command({ type: "take_over" })).toMatchObject({ type: "ack" });
    for (const who of [all.maria, all.ann, all.ben]) await to(who, 2);
    return all;
  }

  async function handedBack() {
    const all = await takenOver();
    await all.ann.command({ type: "allow_ai_replies", epoch: 2 });
    for (const who of [all.maria, all.ann, all.ben]) await to(who, 3);
    return all;
  }

  async function ended() {
    const all = await scene();
    await all.maria.command({ type: "end", epoch: 1 });
    for (const who of [all.maria, all.ann, all.ben]) await to(who, 2);
    return all;
  }

  const say = (epoch: number): Command => ({ type: "send_message", text, epoch });
  const does = (type: string, fields: object = {}): Command => ({ type, ...fields });
  const update = does("update_ticket", { ticketId: "none", status: "on_you" });
  const note = does("add_note", { text });

  const AI_ACTIVE: Row[] = [
    ["maria", does("cancel_request", { epoch: 1 }), "not_available"],
    ["maria", does("end", { epoch: 2 }), "stale_epoch"],
    ["maria", does("take_over"), "forbidden"],
    ["maria", does("allow_ai_replies", { epoch: 1 }), "forbidden"],
    ["maria", does("force_end"), "forbidden"],
    ["maria", note, "forbidden"],
    ["maria", update, "forbidden"],
    ["ann", does("request_human"), "forbidden"],
    ["ann", does("cancel_request", { epoch: 1 }), "forbidden"],
    ["ann", does("rate", { score: 5 }), "forbidden"],
    ["ann", does("send_message", { text }), "invalid", { path: "epoch" }],
    ["ann", say(2), "stale_epoch"],
    ["ann", does("end", { epoch: 1 }), "not_assigned"],
    ["ann", does("end", { epoch: 2 }), "stale_epoch"],
    ["ann", does("force_end"), "forbidden"],
    ["ann", does("allow_ai_replies", { epoch: 1 }), "forbidden"],
    ["ann", update, "not_found"],
    ["lea", does("allow_ai_replies", { epoch: 1 }), "not_available"],
    ["guest", does("take_over"), "forbidden"],
    ["guest", say(1), "forbidden"],
    ["guest", does("send_message", { text }), "invalid", { path: "epoch" }],
    ["guest", note, "forbidden"],
  ];
  const AGENT_JOINING: Row[] = [
    ["maria", does("cancel_request", { epoch: 2 }), "not_available"],
    ["maria", does("end", { epoch: 1 }), "stale_epoch"],
    ["ann", say(1), "stale_epoch"],
    ["ann", does("allow_ai_replies", { epoch: 1 }), "stale_epoch"],
    ["ann", does("end", { epoch: 1 }), "stale_epoch"],
    ["ann", update, "not_found"],
    ["ben", does("take_over"), "already_taken_over", { by: { id: "ann", name: "Ann" } }],
    ["ben", say(2), "not_assigned"],
    ["ben", does("end", { epoch: 2 }), "not_assigned"],
    ["ben", does("end", { epoch: 1 }), "stale_epoch"],
    ["ben", does("allow_ai_replies", { epoch: 2 }), "forbidden"],
    ["ben", note, "forbidden"],
    ["ben", update, "forbidden"],
    ["ben", does("mark_read", { seq: 1 }), "forbidden"],
  ];
  const HANDED_BACK: Row[] = [
    ["ann", say(2), "stale_epoch"],
    ["ann", does("end", { epoch: 3 }), "not_assigned"],
    ["ben", say(1), "stale_epoch"],
    ["lea", does("allow_ai_replies", { epoch: 3 }), "not_available"],
    ["maria", does("end", { epoch: 2 }), "stale_epoch"],
  ];
  const OVER = { successorId: expect.any(String) };
  const ENDED: Row[] = [
    ["maria", does("send_message", { text }), "conversation_ended", OVER],
    ["maria", does("request_human"), "conversation_ended", OVER],
    ["maria", does("cancel_request", { epoch: 2 }), "conversation_ended", OVER],
    ["maria", does("end", { epoch: 2 }), "conversation_ended", OVER],
    ["ann", does("take_over"), "conversation_ended", OVER],
    ["ann", say(2), "conversation_ended", OVER],
    ["ann", does("end", { epoch: 2 }), "conversation_ended", OVER],
    ["ann", update, "conversation_ended", OVER],
    ["ann", does("allow_ai_replies", { epoch: 2 }), "forbidden"],
    ["lea", does("allow_ai_replies", { epoch: 2 }), "conversation_ended", OVER],
    ["lea", does("force_end"), "conversation_ended", OVER],
  ];

  test.each([
    ["ai_active", scene, AI_ACTIVE],
    ["agent_joining", takenOver, AGENT_JOINING],
    ["ai_active again", handedBack, HANDED_BACK],
    ["ended", ended, ENDED],
  ] as const)(
    "[A1, A7, H1, H10] %s: each command with its own code, and nothing changes",
    async (_, begin, rows) => {
      const all = await begin();
      await site.unchanged("ann", all.conversationId, async () => {
        for (const [who, command, code, details] of rows) {
          const answer = await all[who].command(command);
          const error = { code, ...(details ? { details } : {}) };
          expect(answer, `${who}: ${JSON.stringify(command)}`).toMatchObject({ type: "reject", error });
        }
      });
    },
  );

  test("[A1, A7] a request is cancelled with the epoch of now, or not at all", async () => {
    const desk = await RawClient.connect(`${site.sockets}/workspace/demo`);
    if (typeof desk === "number") throw new Error(`HTTP ${desk}`);
    await desk.hello(site.agentToken("ann"));
    expect(await desk.command({ type: "set_presence", status: "available" })).toMatchObject({ type: "ack" });
    const { client, session } = await site.customer();
    await client.command({ type: "request_human" });
    await client.until(() => client.state?.queuePosition);
    expect(client.state).toMatchObject({ state: "queued", epoch: 2 });
    await site.unchanged("ann", session.conversationId, async () => {
      const answer = await client.command({ type: "cancel_request", epoch: 1 });
      expect(answer).toMatchObject({ error: { code: "stale_epoch" } });
    });
    expect(await client.command({ type: "cancel_request", epoch: 2 })).toMatchObject({ type: "ack" });
    await desk.command({ type: "set_presence", status: "offline" });
  });
});
