import { beforeEach, describe, expect, test } from "vitest";
import { ANN, agentState, KIM, message, system } from "../conversation/client/testing/fake-room.ts";
import { settle } from "../conversation/client/testing/manual-clock.ts";
import type { AgentState } from "../conversation/protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { Opened } from "./testing/opened.ts";

const DUE = "2026-11-20T12:00:45.000Z";
const reply = (replyId: string, text = "It left yesterday.") => ({ replyId, text, dueAt: DUE });
const held = (rest: Partial<AgentState> = {}) =>
  agentState({ heldReply: reply("r1"), can: ["sendNow", "editAndSend", "cancelReply"], ...rest });

let opened: Opened;
let conversation: Conversation;

function open(state: ConstructorParameters<typeof Opened>[0]): Promise<void> {
  opened = new Opened(state);
  conversation = opened.conversation;
  return conversation.ready;
}

beforeEach(() => open(held()));

const TYPES = ["send_now", "edit_and_send", "cancel_reply"] as const;
const sent = () => TYPES.flatMap((type) => opened.sent(type));
const each = (text = "It left today.") =>
  [
    ["send_now", () => conversation.sendNow()],
    ["edit_and_send", () => conversation.editAndSend(text)],
    ["cancel_reply", () => conversation.cancelReply()],
  ] as const;

describe("[C2] a reply of the AI that is held", () => {
  test("is in the snapshot, with its text, when it is due, and what this agent may do", () => {
    expect(conversation.snapshot()).toMatchObject({
      aiReply: "held",
      heldReply: { replyId: "r1", text: "It left yesterday.", dueAt: DUE },
      can: ["sendNow", "editAndSend", "cancelReply"],
    });
  });

  test("without one, the AI writes or is idle", () => {
    opened.room.commit({ state: agentState({ generating: { replyId: "r2", generationId: "g2" } }) });
    expect(conversation.snapshot()).toMatchObject({ aiReply: "generating", heldReply: null });
    opened.room.commit({ state: agentState() });
    expect(conversation.snapshot()).toMatchObject({ aiReply: "idle", heldReply: null });
  });

  test("is sent at once, changed or cancelled by the id that was seen", async () => {
    for (const [, call] of each()) await expect(call()).resolves.toBeUndefined();
    expect(opened.sent("send_now")).toMatchObject([{ replyId: "r1" }]);
    expect(opened.sent("edit_and_send")).toMatchObject([{ replyId: "r1", text: "It left today." }]);
    expect(opened.sent("cancel_reply")).toMatchObject([{ replyId: "r1" }]);
  });

  test("each call asks for it once, whatever the network does", async () => {
    const call = conversation.sendNow();
    opened.lose();
    await opened.fake.clock.advance(1_000);
    await call;
    const ids = new Set(opened.sent("send_now").map(({ clientId }) => clientId));
    expect(ids.size).toBe(1);
  });
});

describe("[C3] too late", () => {
  test.each(TYPES)("%s is told that it is gone", async (type) => {
    opened.refuse(type, "reply_gone");
    const call = each().find(([name]) => name === type)?.[1];
    await expect(call?.()).rejects.toMatchObject({ name: "BatonError", code: "reply_gone" });
  });

  test("where none is held, nothing is sent at all", async () => {
    opened.room.commit({ state: agentState() });
    for (const [, call] of each()) await expect(call()).rejects.toMatchObject({ code: "reply_gone" });
    await settle();
    expect(sent()).toEqual([]);
  });

  test("a call never reaches the next reply", async () => {
    opened.room.commit({ state: held({ heldReply: reply("r2") }) });
    const call = conversation.cancelReply();
    opened.room.commit({ state: held({ heldReply: reply("r3") }) });
    await call;
    expect(opened.sent("cancel_reply")).toMatchObject([{ replyId: "r2" }]);
  });

  test("[H8] an end and a missing permission are told as such", async () => {
    opened.refuse("send_now", "conversation_ended");
    await expect(conversation.sendNow()).rejects.toMatchObject({ code: "conversation_ended" });
    opened.refuse("edit_and_send", "forbidden");
    await expect(conversation.editAndSend("x")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what becomes of it", () => {
  test("[C5] a changed one is the agent's message with the AI as its origin, and no change of control", () => {
    const controls: unknown[] = [];
    conversation.on("control", (change) => controls.push(change));
    opened.room.commit({
      public: [
        message(1, "It left today.", { id: "r1", author: { ...ANN, role: "agent" }, origin: "ai" }),
        message(2, "Thanks!", { author: { ...KIM, role: "customer" } }),
      ],
      state: agentState(),
    });
    expect(conversation.snapshot().timeline).toMatchObject([
      { id: "r1", author: { id: "ann", role: "agent" }, origin: "ai", text: "It left today." },
      { text: "Thanks!" },
    ]);
    expect(conversation.snapshot().timeline[1]).not.toHaveProperty("origin");
    expect(controls).toEqual([]);
  });

  test("[C6] a takeover's draft is an internal line", () => {
    const params = { reason: "taken_over", text: "It left yesterday." };
    opened.room.commit({
      internal: [system(1, 0, "ai_reply_cancelled", params, 1)],
      state: agentState({ state: "agent_joining", owner: ANN, epoch: 2, cycle: 1 }),
    });
    expect(conversation.snapshot()).toMatchObject({
      ...{ heldReply: null, aiReply: "idle" },
      timeline: [{ ledger: "internal", code: "ai_reply_cancelled", params }],
    });
  });
});
