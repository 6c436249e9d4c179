import { beforeEach, describe, expect, test } from "vitest";
import { ANN, agentState, message, system } from "../conversation/client/testing/fake-room.ts";
import type { AgentState, EscalationView } from "../conversation/protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { Opened } from "./testing/opened.ts";

const billing: EscalationView = {
  ...{ id: "e1", team: "billing", reason: "Charged twice", count: 2, taskId: "k1", mine: true },
};
const escalated = (rest: Partial<AgentState> = {}) =>
  agentState({ escalations: [billing], can: ["escalate", "resolveEscalation"], ...rest });

let opened: Opened;
let conversation: Conversation;

function open(state: ConstructorParameters<typeof Opened>[0]): Promise<void> {
  opened = new Opened(state);
  conversation = opened.conversation;
  return conversation.ready;
}

beforeEach(() => open(escalated()));

describe("escalate", () => {
  test("[E6] says whether a cooldown holds it back", async () => {
    opened.answer("escalate", { suppressed: true });
    const what = { team: "billing", reason: "Charged twice" };
    await expect(conversation.escalate(what)).resolves.toEqual({ suppressed: true });
    expect(opened.sent("escalate")).toMatchObject([{ teamId: "billing", reason: "Charged twice" }]);
    expect(opened.sent("escalate")[0]).not.toHaveProperty("bypassCooldown");
  });

  test("[E7] passes a cooldown over where that is asked for", async () => {
    opened.answer("escalate", { suppressed: false });
    const what = { team: "tech", reason: "Fire", bypassCooldown: true };
    await expect(conversation.escalate(what)).resolves.toEqual({ suppressed: false });
    expect(opened.sent("escalate")).toMatchObject([{ teamId: "tech", bypassCooldown: true }]);
  });

  test("[E1] a team that there is none of is refused", async () => {
    opened.refuse("escalate", "invalid", { path: "teamId" });
    const call = conversation.escalate({ team: "nowhere", reason: "Fire" });
    await expect(call).rejects.toMatchObject({ code: "invalid", details: { path: "teamId" } });
  });
});

describe("resolveEscalation", () => {
  test("[E4] names the one that was seen, and how often it had been raised", async () => {
    await conversation.resolveEscalation({ team: "billing", reason: "other", note: "With the bank." });
    expect(opened.sent("resolve_escalation")).toMatchObject([
      { escalationId: "e1", count: 2, reason: "other", note: "With the bank." },
    ]);
  });

  test("[E2] where the team and the count are hidden, it is named by its id", async () => {
    await open(escalated({ escalations: [{ ...billing, team: null, count: null }] }));
    await conversation.resolveEscalation({ id: "e1", reason: "spam" });
    expect(opened.sent("resolve_escalation")).toMatchObject([{ escalationId: "e1", reason: "spam" }]);
    expect(opened.sent("resolve_escalation")[0]).not.toHaveProperty("count");
  });

  test("[E2, E3] or by its team all the same, where only one of the hidden ones is theirs to resolve", async () => {
    const hidden = { ...billing, team: null, count: null };
    const others = { ...hidden, id: "e2", taskId: "k2", mine: false };
    await open(escalated({ escalations: [others, hidden] }));
    await conversation.resolveEscalation({ team: "billing", reason: "spam" });
    expect(opened.sent("resolve_escalation")).toMatchObject([{ escalationId: "e1", reason: "spam" }]);
    expect(opened.sent("resolve_escalation")[0]).not.toHaveProperty("count");
    await open(escalated({ escalations: [{ ...others, mine: true }, hidden] }));
    const call = conversation.resolveEscalation({ team: "billing", reason: "spam" });
    await expect(call).rejects.toMatchObject({ code: "not_available" });
  });

  test("[E2] where the count comes into view while it is sent, the one that stands is meant", async () => {
    const hidden = { ...billing, team: null, count: null };
    await open(escalated({ escalations: [hidden] }));
    const call = conversation.resolveEscalation({ id: "e1", reason: "spam" });
    opened.room.commit({ state: escalated() });
    opened.refuse("resolve_escalation", "invalid", { path: "count" });
    await call;
    const [first, second, ...more] = opened.sent("resolve_escalation");
    expect(first).not.toHaveProperty("count");
    expect(second).toMatchObject({ escalationId: "e1", count: 2, reason: "spam" });
    expect(more).toEqual([]);
  });

  test("[E2] no other refusal is answered so", async () => {
    await open(escalated({ escalations: [{ ...billing, team: null, count: null }] }));
    const call = conversation.resolveEscalation({ id: "e1", reason: "other" });
    opened.room.commit({ state: escalated() });
    opened.refuse("resolve_escalation", "note_required", { path: "note" });
    await expect(call).rejects.toMatchObject({ code: "note_required" });
    expect(opened.sent("resolve_escalation")).toHaveLength(1);
  });

  test("[E3] without one of that team there is nothing to resolve", async () => {
    const call = conversation.resolveEscalation({ team: "tech", reason: "handled" });
    await expect(call).rejects.toMatchObject({ code: "not_available" });
    expect(opened.sent("resolve_escalation")).toEqual([]);
  });

  test("[E4] the server's refusals come through", async () => {
    opened.refuse("resolve_escalation", "note_required", { path: "note" });
    const call = conversation.resolveEscalation({ team: "billing", reason: "other" });
    await expect(call).rejects.toMatchObject({ code: "note_required" });
  });
});

test("[E5] a callback is completed with what came of it", async () => {
  await conversation.completeTask({ taskId: "k1", disposition: "no_answer" });
  await conversation.completeTask({ taskId: "k1", reason: "She has her money." });
  expect(opened.sent("complete_task")).toMatchObject([
    { taskId: "k1", disposition: "no_answer" },
    { taskId: "k1", reason: "She has her money." },
  ]);
});

describe("[E8] an agent is told", () => {
  let told: unknown[];
  const raised = (code: string, params: Record<string, string> = {}, seq = 1) =>
    system(seq, 0, code, { escalationId: "e1", reason: "Charged twice", by: "agent", ...params });
  const behind = (after: number, entry: ReturnType<typeof raised>) => ({ ...entry, after });
  const listen = () => {
    told = [];
    conversation.on("notification", ({ kind, params }) => told.push([kind, params.by]));
  };
  beforeEach(listen);

  test("that it was raised, and that it was raised again", () => {
    opened.room.commit({ internal: [raised("escalated", { by: "rule" })] });
    opened.room.commit({ internal: [raised("re_escalated", { personId: "ben" }, 2)] });
    expect(told).toEqual([
      ["escalated", "rule"],
      ["re_escalated", "agent"],
    ]);
  });

  test("but not of what they raised themselves", () => {
    opened.room.commit({ internal: [raised("escalated", { personId: ANN.id })] });
    expect(told).toEqual([]);
  });

  test("that the customer wrote while it is open, as of something raised again", () => {
    opened.room.commit({ public: [message(1, "Hello?")], state: escalated({ unread: 1 }) });
    opened.room.commit({ public: [message(2, "Are you there?")] });
    expect(told).toEqual([
      ["re_escalated", "customer"],
      ["re_escalated", "customer"],
    ]);
  });

  test("once, where the message has raised it, for the first time or again", async () => {
    const again = escalated({ escalations: [{ ...billing, count: 3 }] });
    const code = { by: "rule" };
    opened.room.commit({
      public: [message(1, "Charged twice!")],
      internal: [behind(1, raised("re_escalated", code))],
      state: again,
    });
    expect(told).toEqual([["re_escalated", "rule"]]);
    await open(agentState());
    listen();
    opened.room.commit({
      public: [message(1, "Charged twice!")],
      internal: [behind(1, raised("escalated", code))],
      state: escalated(),
    });
    expect(told).toEqual([["escalated", "rule"]]);
  });

  test("[E2] once, where how often it was raised is hidden", async () => {
    const hidden = escalated({ escalations: [{ ...billing, team: null, count: null }] });
    await open(hidden);
    listen();
    const raisedAgain = behind(1, raised("re_escalated", { by: "rule" }));
    opened.room.commit({ public: [message(1, "Charged twice!")], internal: [raisedAgain], state: hidden });
    opened.room.commit({ public: [message(2, "Hello?")] });
    expect(told).toEqual([
      ["re_escalated", "rule"],
      ["re_escalated", "customer"],
    ]);
  });

  test("and not of a customer's message where nothing is open, nor of an agent's", async () => {
    const author = { ...ANN, role: "agent" } as const;
    opened.room.commit({ public: [message(1, "Hello", { author })] });
    await open(agentState());
    listen();
    opened.room.commit({ public: [message(1, "Hello?")] });
    expect(told).toEqual([]);
  });
});
