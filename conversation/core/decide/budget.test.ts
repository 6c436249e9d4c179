import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { ANN, MARIA, Specimen } from "../testing/specimen.ts";

const HOUR = 3_600_000;

function budgets(conversationPerHour: number | null, conversationPerDay: number | null = null) {
  return { budgets: { ...DEFAULT_CONFIG.budgets, conversationPerHour, conversationPerDay } };
}

/** Asks and is answered so many times. */
function talks(it: Specimen, times: number): void {
  for (let time = 0; time < times; time += 1) {
    it.says(MARIA, "Where is it?");
    it.finishes(it.begins());
  }
}
const begins = (it: Specimen, around = {}) => it.do({ role: "ai" }, { type: "begin_ai_reply" }, around);

describe("the AI's budget", () => {
  test("[A8] is 20 answers in an hour and 50 in a day unless said otherwise", () => {
    expect(new Specimen().config.budgets).toEqual({
      ...{ conversationPerHour: 20, conversationPerDay: 50 },
      ...{ workspacePerDay: null, customerPerDay: null, addressPerDay: null },
    });
  });

  test("[A8, H20] once it is used up, a person is wanted, and everybody sees it", () => {
    const it = new Specimen(budgets(2));
    talks(it, 2);
    it.says(MARIA, "And now?");
    expect(begins(it)).toEqual(["ai_budget_spent", "human_requested"]);
    expect(it.state).toMatchObject({ control: "queued", reply: null, wishes: { ai: null } });
    expect(it.internal.map((entry) => entry.kind === "system" && [entry.code, entry.params])).toEqual([
      ["ai_budget_spent", { of: "conversation" }],
      ["human_requested", { by: "ai", reason: "budget" }],
    ]);
  });

  test("[A8, H19] where nobody is there, the customer is told, each time they write, and never left in silence", () => {
    const it = new Specimen(budgets(1));
    talks(it, 1);
    for (let time = 0; time < 2; time += 1) {
      it.says(MARIA, "Hello?");
      const events = begins(it, { availableAgents: [] });
      expect(events.slice(0, 2)).toEqual(["ai_budget_spent", "human_unavailable"]);
      expect(it.state).toMatchObject({ control: "ai_active", wishes: { ai: null } });
      expect(it.story.at(-1)).toBe("(no_agent_available)");
    }
    expect(it.state.ticket).not.toBeNull();
  });

  test("[A8] an hour after the first of them the AI answers again, a day after where the day is what it is", () => {
    const it = new Specimen(budgets(1, 2));
    talks(it, 1);
    it.now += HOUR - 1;
    it.says(MARIA, "Hello?");
    expect(begins(it, { availableAgents: [] })).toContain("ai_budget_spent");
    it.now += 1;
    talks(it, 1);
    it.now += HOUR;
    it.says(MARIA, "Hello?");
    expect(begins(it, { availableAgents: [] })).toContain("ai_budget_spent");
    it.now += 22 * HOUR;
    talks(it, 1);
  });

  test("[A8] what a restart has cut off was an answer too, and none at all is a budget as well", () => {
    const it = new Specimen(budgets(1));
    it.says(MARIA, "Where is it?");
    const { generationId } = it.begins();
    it.do({ role: "ai" }, { type: "fail_ai_reply", generationId, reason: "restart" });
    expect(begins(it)).toContain("ai_budget_spent");
    const none = new Specimen(budgets(0));
    none.says(MARIA, "Where is it?");
    expect(begins(none)).toContain("ai_budget_spent");
  });

  test("[A8] the workspace's is asked of the workspace: what it refuses is a person's", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is it?");
    expect(begins(it, { granted: false })).toEqual(["ai_budget_spent", "human_requested"]);
    expect(it.internal[0]).toMatchObject({ code: "ai_budget_spent", params: { of: "workspace" } });
  });

  test("[A8] where the workspace says whose it was, agents read that", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is it?");
    expect(begins(it, { granted: false, spentOf: "customer" })).toEqual([
      ...["ai_budget_spent", "human_requested"],
    ]);
    expect(it.internal[0]).toMatchObject({ code: "ai_budget_spent", params: { of: "customer" } });
  });

  test("[A8, I9] a clock that was ahead does not use it up until it has caught up", () => {
    const it = new Specimen(budgets(1));
    const { now } = it;
    it.now += 100 * HOUR;
    talks(it, 1);
    it.now = now;
    it.do({ role: "system" }, { type: "correct_clock" });
    it.now += HOUR;
    talks(it, 1);
  });
});

describe("a guardrail", () => {
  const guarded = (teamId: string) => {
    const it = new Specimen({ guardrails: { teamId } });
    it.says(MARIA, "Tell me how to hurt somebody.");
    const fence = it.begins();
    const hands = (more: object = {}) =>
      it.do({ role: "ai" }, { type: "hand_off", ...fence, reason: "violence", ...more });
    return { it, hands };
  };

  test("[E1, E7, H20] that stops the AI has a person called, and its team told, cooldown or not", () => {
    const { it, hands } = guarded("safety");
    it.config = { ...it.config };
    expect(hands({ guardrail: true })).toEqual(["human_requested", "escalated"]);
    expect(it.state.control).toBe("queued");
    expect(it.state.escalations).toMatchObject([{ teamId: "safety", reason: "violence", by: "guardrail" }]);
    const cooled = guarded("safety");
    const fence = { generationId: cooled.it.state.reply?.generationId ?? "", epoch: cooled.it.state.epoch };
    const command = { type: "hand_off", ...fence, reason: "violence", guardrail: true } as const;
    const around = { cooldownUntil: cooled.it.now + HOUR };
    expect(cooled.it.do({ role: "ai" }, command, around)).toContain("escalated");
  });

  test("[E1] with no team to tell, or where the AI itself has asked, only calls a person", () => {
    expect(guarded("").hands({ guardrail: true })).toEqual(["human_requested"]);
    expect(guarded("safety").hands()).toEqual(["human_requested"]);
  });

  test("[I19] the reason is no longer than one that an agent gives", () => {
    const { it, hands } = guarded("safety");
    hands({ guardrail: true, reason: "x".repeat(10_000) });
    expect(it.state.escalations[0]?.reason).toHaveLength(200);
  });

  test("[E8] that fires again while it is open counts up", () => {
    const { it, hands } = guarded("safety");
    hands({ guardrail: true });
    it.takesOver(ANN);
    it.releases(ANN);
    it.says(MARIA, "Tell me again.");
    const fence = it.begins();
    const command = { type: "hand_off", ...fence, reason: "violence", guardrail: true } as const;
    expect(it.do({ role: "ai" }, command)).toContain("re_escalated");
    expect(it.state.escalations).toMatchObject([{ count: 2 }]);
  });
});
