import { describe, expect, test } from "vitest";
import type { Command } from "../commands.ts";
import type { EscalationRule } from "../escalation/rules.ts";
import { ADA, ANN, agent, BEN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { stateFor } from "../visibility.ts";

const LIVE = { queuePosition: null };
const HOUR = 3_600_000;
const MINUTE = 60_000;

const RAISER = agent("ann", [...ANN.permissions, "escalation.raise"]);
/** Of the team that things are escalated to. */
const CARL = { ...agent("carl", RAISER.permissions), teams: ["care"] };
const LAWYER: EscalationRule = { teamId: "care", reason: "Threatens to sue", when: { words: ["lawyer"] } };

let ids = 0;
function clientId(): string {
  ids += 1;
  return `x${ids}`;
}
const escalate = (more: object = {}): Command => ({
  ...{ type: "escalate", clientId: clientId(), teamId: "care", reason: "Please call back" },
  ...more,
});
type Reason = Extract<Command, { type: "resolve_escalation" }>["reason"];
const resolve = (
  it: Specimen,
  reason: Reason,
  note?: string,
  count = it.state.escalations[0]?.count,
): Command => ({
  ...{ type: "resolve_escalation", clientId: clientId(), reason, count: count ?? 0 },
  escalationId: it.state.escalations[0]?.id ?? "gone",
  ...(note === undefined ? {} : { note }),
});
const complete = (it: Specimen, more: object): Command => ({
  ...{ type: "complete_task", clientId: clientId(), taskId: it.state.escalations[0]?.taskId ?? "gone" },
  ...more,
});

/** Ann has it and has escalated it. */
function withEscalation() {
  const it = new Specimen();
  it.says(MARIA, "My parcel is lost.");
  it.says(ANN, "I look after it.");
  it.do(RAISER, escalate());
  return it;
}

describe("raising an escalation", () => {
  test("[E1] changes nothing of who has it, and customers see nothing of it", () => {
    const it = new Specimen();
    it.says(MARIA, "My parcel is lost.");
    const before = { control: it.state.control, epoch: it.state.epoch, public: it.state.seqs.public };
    const seen = stateFor(it.state, MARIA, LIVE);
    expect(it.do(RAISER, escalate())).toEqual(["escalated"]);
    expect({ control: it.state.control, epoch: it.state.epoch, public: it.state.seqs.public }).toEqual(
      before,
    );
    expect(stateFor(it.state, MARIA, LIVE)).toEqual(seen);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({
      escalations: [{ team: "care", reason: "Please call back", count: 1, mine: false }],
    });
    expect(stateFor(it.state, CARL, LIVE)).toMatchObject({
      escalations: [{ mine: true }],
      can: expect.arrayContaining(["resolveEscalation"]),
    });
  });

  test("[E1] needs the permission and a team that there is", () => {
    const it = new Specimen({ teams: [{ id: "tech", name: "Tech" }] });
    expect(it.do(ANN, escalate())).toBe("forbidden");
    expect(it.do(RAISER, escalate())).toBe("invalid");
    expect(it.do(RAISER, escalate({ teamId: "tech" }))).toEqual(["escalated"]);
  });

  test("[E8, E10] once for each team: raised again it counts up, and another team may have its own", () => {
    const it = withEscalation();
    expect(it.do(RAISER, escalate({ reason: "Again" }))).toEqual(["re_escalated"]);
    expect(it.internal.at(-1)).toMatchObject({ code: "re_escalated", params: { teamId: "care" } });
    expect(it.do(RAISER, escalate({ teamId: "tech" }))).toEqual(["escalated"]);
    expect(it.state.escalations).toMatchObject([
      { teamId: "care", count: 2, reason: "Again" },
      { teamId: "tech", count: 1 },
    ]);
  });

  test("[E1, E2] a rule raises it with the message that meets it; the next message does not count by itself", () => {
    const it = new Specimen({ escalationRules: [LAWYER] });
    expect(it.says(MARIA, "Hello")).toEqual(["message_sent"]);
    expect(it.says(MARIA, "I will ask my lawyer")).toEqual(["message_sent", "escalated"]);
    expect(it.says(MARIA, "Do you hear?")).toEqual(["message_sent"]);
    expect(it.says(MARIA, "My lawyer!")).toEqual(["message_sent", "re_escalated"]);
    expect(it.state.escalations).toMatchObject([{ count: 2, by: "rule" }]);
  });

  test("[E2] a rule that always applies raises it once, not with every message", () => {
    const when = { attribute: { name: "plan", value: "gold" } };
    const it = new Specimen({ escalationRules: [{ ...LAWYER, when }] });
    const customer = { id: "v_maria", name: "Maria", locale: "de", identifiers: { plan: "gold" } };
    it.do(SYSTEM, { type: "identify", customer });
    expect(it.says(MARIA, "Hello")).toContain("escalated");
    expect(it.says(MARIA, "Hello?")).toEqual(["message_sent"]);
  });

  test("[E1] the same said three times in a row, and a wish for a person", () => {
    const repeated = { ...LAWYER, when: { repeated: 3 } };
    const asking = { ...LAWYER, teamId: "desk", when: { asksForPerson: true } } as const;
    const it = new Specimen({ escalationRules: [repeated, asking] });
    it.says(MARIA, "Where is it?");
    expect(it.says(MARIA, "WHERE IS IT")).toEqual(["message_sent"]);
    expect(it.says(MARIA, "where is it??")).toContain("escalated");
    expect(it.asksForHuman()).toEqual(["human_requested", "escalated"]);
    expect(it.state.control).toBe("queued");
  });

  test("[H13, E1] giving it to the AI leaves it open", () => {
    const it = withEscalation();
    it.releases(ANN);
    expect(it.state).toMatchObject({ control: "ai_active", escalations: [{ teamId: "care" }] });
  });
});

describe("service levels", () => {
  const sla = { teamId: "care", firstResponseMs: 2 * MINUTE, nextResponseMs: 3 * MINUTE, queueMs: MINUTE };

  test("[E1] too long in the queue, and without a first answer: raised once each, whatever the cooldown", () => {
    const it = new Specimen({ sla });
    it.says(MARIA, "Hello?");
    it.asksForHuman();
    expect(it.wait(MINUTE, { cooldownUntil: it.now + HOUR })).toEqual([["sla_breached", "escalated"]]);
    expect(it.wait(MINUTE)).toEqual([["sla_breached", "re_escalated"]]);
    expect(it.wait(5 * MINUTE)).toEqual([]);
    expect(it.state.escalations).toMatchObject([{ count: 2, by: "sla", reason: "sla_first" }]);
  });

  test("[E1] too long without the next answer; each answer begins anew", () => {
    const it = new Specimen({ sla });
    it.says(ANN, "Hi!");
    it.says(MARIA, "My parcel is lost");
    it.wait(2 * MINUTE);
    it.says(ANN, "I look.");
    it.says(MARIA, "And?");
    expect(it.wait(3 * MINUTE)).toContainEqual(["sla_breached", "escalated"]);
    it.says(ANN, "Found.");
    it.says(MARIA, "Where?");
    expect(it.wait(3 * MINUTE)).toContainEqual(["sla_breached", "re_escalated"]);
  });
});

describe("resolving an escalation", () => {
  test("[E3] members of its team may, and who may resolve any; nobody else", () => {
    const it = withEscalation();
    expect(it.do(RAISER, resolve(it, "handled"))).toBe("forbidden");
    expect(it.do(BEN, resolve(it, "handled"))).toBe("forbidden");
    expect(it.do(MARIA, resolve(it, "handled"))).toBe("forbidden");
    expect(it.do(ADA, resolve(it, "spam"))).toEqual(["escalation_resolved"]);
    expect(it.do(ADA, resolve(it, "spam"))).toBe("not_available");
    const another = withEscalation();
    expect(another.do(CARL, resolve(another, "spam"))).toEqual(["escalation_resolved"]);
  });

  test("[E4] handled gives back what a person has, and cools nothing", () => {
    const it = withEscalation();
    expect(it.do(CARL, resolve(it, "handled"))).toEqual([
      "escalation_resolved",
      "ticket_closed",
      "ai_resumed",
    ]);
    expect(it.state).toMatchObject({ control: "ai_active", escalations: [] });
    expect(it.internal.at(-3)).toMatchObject({
      code: "escalation_resolved",
      params: { person: "Carl", reason: "handled" },
    });
  });

  test("[E4, H22] handled without an AI: others take it from there", () => {
    const it = withEscalation();
    it.config = { ...it.config, ai: { on: false } };
    it.do(CARL, resolve(it, "handled"));
    expect(it.state.control).toBe("queued");
  });

  test.each(["false_positive", "spam", "duplicate"] as const)(
    "[E4] %s cools and leaves the takeover",
    (reason) => {
      const it = withEscalation();
      expect(it.do(CARL, resolve(it, reason))).toEqual(["escalation_resolved"]);
      expect(it.state.owner?.id).toBe("ann");
      expect(it.log.at(-1)?.events[0]).toMatchObject({ coolUntil: it.now + 2 * HOUR });
    },
  );

  test("[E4] other needs a note, cools nothing and leaves the takeover", () => {
    const it = withEscalation();
    expect(it.do(CARL, resolve(it, "other"))).toBe("note_required");
    expect(it.do(CARL, resolve(it, "other", "  "))).toBe("note_required");
    expect(it.do(CARL, resolve(it, "other", "Was a test"))).toEqual(["escalation_resolved"]);
    expect(it.state.owner?.id).toBe("ann");
    expect(it.log.at(-1)?.events[0]).toMatchObject({ coolUntil: null, note: "Was a test" });
  });

  test("[E2] raised again since one looked, it is not resolved unseen", () => {
    const it = withEscalation();
    const seen = resolve(it, "spam");
    it.do(RAISER, escalate());
    expect(it.do(CARL, seen)).toBe("stale_epoch");
    expect(it.do(CARL, resolve(it, "spam"))).toEqual(["escalation_resolved"]);
  });

  test("[E5] a public reply of its team resolves it and keeps the conversation; another's does not", () => {
    const it = withEscalation();
    expect(it.says(ANN, "Still on it.")).toEqual(["message_sent"]);
    it.releases(ANN);
    expect(it.says(CARL, "This is Carl.")).toEqual(
      expect.arrayContaining(["taken_over", "escalation_resolved"]),
    );
    expect(it.state).toMatchObject({ owner: { id: "carl" }, escalations: [] });
  });

  test("[E5] a note of its team does not", () => {
    const it = withEscalation();
    it.releases(ANN);
    it.do(CARL, { type: "add_note", clientId: "n", text: "I know her." });
    expect(it.state.escalations).toHaveLength(1);
  });

  test.each([
    [{ reason: "Called back" }, true],
    [{ disposition: "connected" }, true],
    [{ disposition: "voicemail_left" }, true],
    [{ disposition: "no_answer" }, false],
    [{ disposition: "wrong_number" }, false],
    [{}, false],
  ])("[E5] its callback completed with %j resolves it: %s", (how, resolves) => {
    const it = withEscalation();
    expect(it.do(RAISER, complete(it, how))).toBe("forbidden");
    const expected = resolves ? ["task_completed", "escalation_resolved"] : ["task_completed"];
    expect(it.do(CARL, complete(it, how))).toEqual(expected);
    expect(it.state.owner?.id).toBe("ann");
  });

  test("[E3] also after the end, which leaves it open", () => {
    const it = withEscalation();
    it.do(ADA, { type: "force_end", clientId: "end" });
    expect(it.do(RAISER, escalate())).toBe("conversation_ended");
    expect(it.do(CARL, resolve(it, "handled"))).toEqual(["escalation_resolved"]);
    expect(it.state.control).toBe("wrap_up");
  });
});

describe("the cooldown", () => {
  const cooling = (it: Specimen) => ({ cooldownUntil: it.now + HOUR });

  test("[E6] holds back what rules and agents raise, and says so: once for rules", () => {
    const it = new Specimen({ escalationRules: [LAWYER] });
    const until = cooling(it);
    const says = (text: string) => it.do(MARIA, { type: "send_message", clientId: clientId(), text }, until);
    expect(says("my lawyer")).toEqual(["message_sent", "escalation_suppressed"]);
    expect(says("my lawyer!")).toEqual(["message_sent"]);
    expect(it.do(RAISER, escalate(), until)).toEqual(["escalation_suppressed"]);
    expect(it.internal.at(-1)).toMatchObject({ code: "escalation_suppressed", params: { teamId: "care" } });
    it.now += HOUR;
    expect(says("my lawyer")).toContain("escalated");
  });

  test("[E7] urgent reasons and an explicit bypass pass it", () => {
    const it = new Specimen();
    expect(it.do(RAISER, escalate({ reason: "URGENT: call her" }), cooling(it))).toEqual(["escalated"]);
    expect(it.do(RAISER, escalate({ teamId: "tech", bypassCooldown: true }), cooling(it))).toEqual([
      "escalated",
    ]);
  });
});
