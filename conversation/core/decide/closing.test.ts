import { describe, expect, test } from "vitest";
import { at, friday, HOURS, MINUTE, until } from "../testing/nine-to-five.ts";
import { ADA, ANN, BEN, MARIA, type Specimen, SYSTEM } from "../testing/specimen.ts";
import { timersOf } from "../timers.ts";
import { stateFor } from "../visibility.ts";

const LIVE = { queuePosition: null };
const day = [{ opens: "00:00", closes: "24:00" }];
const NEVER_CLOSED = {
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
  ...{ friday: day, saturday: day, sunday: day },
};

function joins(it: Specimen, actor: typeof ADA) {
  it.monitors(actor);
  it.do(actor, { type: "join", clientId: "j", leaseId: it.state.monitor?.leaseId ?? "" });
}

describe("closing time", () => {
  test("[B2] what an agent has goes back to the AI at closing time, not before", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    until(it, friday("17:00") - 1);
    expect(it.state.owner?.id).toBe("ann");
    expect(until(it, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);
    expect(it.state).toMatchObject({ control: "ai_active", owner: null, humanSince: null });
    expect(timersOf(it.state, it)).toEqual([]);
  });

  test("[B2] half an hour before, agents are told when", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    until(it, friday("16:30") - 1);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
    until(it, friday("16:30"));
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:00:00.000Z" });
    until(it, friday("17:00"));
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
  });

  test("[B2] taken over in the last half hour, they are told at once", () => {
    const it = at("16:50");
    it.takesOver(ANN);
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:00:00.000Z" });
  });

  test("[B2, C1] a change of the hours moves it, and what agents were told", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    until(it, friday("16:40"));
    const week = { ...HOURS.week, friday: [{ opens: "09:00", closes: "18:00" }] };
    it.config = { ...it.config, hours: { ...HOURS, week } };
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-21T00:00:00.000Z" });
    until(it, friday("17:59"));
    expect(it.state.owner?.id).toBe("ann");
    until(it, friday("18:00"));
    expect(it.state.control).toBe("ai_active");
  });

  test("[B2] where people are always there from now on, nobody is told any more that the AI resumes", () => {
    for (const hours of [null, { ...HOURS, week: NEVER_CLOSED }]) {
      const it = at("16:40");
      it.takesOver(ANN);
      it.wait(0);
      expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:00:00.000Z" });
      it.config = { ...it.config, hours };
      it.wait(0);
      expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
      until(it, friday("18:00"));
      expect(it.state.owner?.id).toBe("ann");
    }
  });

  test("[B2] a later closing is told at once, also where the warning comes later from now on", () => {
    const it = at("16:40");
    it.takesOver(ANN);
    it.wait(0);
    const week = { ...HOURS.week, friday: [{ opens: "09:00", closes: "18:00" }] };
    it.config = { ...it.config, hours: { ...HOURS, week, warnMs: MINUTE } };
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-21T00:00:00.000Z" });
  });

  test("[B4] by default it is not put off, however busy the agent", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    until(it, friday("16:59"));
    it.says(ANN, "One moment.");
    expect(until(it, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);
  });

  test("[B4] put off once by a quarter of an hour for an agent who wrote in the last five minutes", () => {
    const it = at("16:00", { deferMs: 15 * MINUTE });
    it.says(ANN, "Hi!");
    until(it, friday("16:56"));
    it.says(ANN, "One moment.");
    it.says(MARIA, "Sure.");
    expect(until(it, friday("17:00"))).toEqual([["closing_deferred"]]);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:15:00.000Z" });
    until(it, friday("17:14"));
    it.says(ANN, "Nearly done.");
    expect(until(it, friday("17:15"))).toEqual([["ticket_closed", "ai_resumed"]]);
  });

  test("[B4] not for one who has been quiet for five minutes, nor where the alarm comes after it all", () => {
    const quiet = at("16:00", { deferMs: 15 * MINUTE });
    quiet.says(ANN, "Hi!");
    until(quiet, friday("16:55"));
    expect(until(quiet, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);

    const late = at("16:58", { deferMs: 15 * MINUTE });
    late.says(ANN, "Hi!");
    const closing = timersOf(late.state, late).find(({ kind }) => kind === "closing")?.id ?? "";
    late.now = friday("17:40");
    expect(late.do(SYSTEM, { type: "timer_due", timerId: closing })).toEqual(["ticket_closed", "ai_resumed"]);
  });

  test("[B4] not for one who has just been given it, whoever wrote before, nor for who stands beside them", () => {
    const given = at("16:00", { deferMs: 15 * MINUTE });
    given.says(ANN, "Hi!");
    until(given, friday("16:58"));
    given.says(ANN, "My colleague will help.");
    given.offers(ANN, BEN);
    given.answers(BEN, "accept_transfer");
    expect(until(given, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);

    const joined = at("16:00", { deferMs: 15 * MINUTE });
    joined.says(ANN, "Hi!");
    until(joined, friday("16:58"));
    joins(joined, ADA);
    joined.says(ADA, "May I?");
    expect(until(joined, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);
  });

  test("[B4] what somebody beside them writes does not take it from an owner who has just written", () => {
    const it = at("16:00", { deferMs: 15 * MINUTE });
    it.says(ANN, "Hi!");
    joins(it, ADA);
    until(it, friday("16:58"));
    it.says(ANN, "One moment.");
    it.says(ADA, "Just one.");
    expect(until(it, friday("17:00"))).toEqual([["closing_deferred"]]);
  });

  test("[B7] taken over outside hours it lasts until the next closing time", () => {
    const it = at("20:00");
    it.says(ANN, "Hi!");
    until(it, Date.parse("2026-11-23T16:59:59-06:00"));
    expect(it.state.owner?.id).toBe("ann");
    until(it, Date.parse("2026-11-23T17:00:00-06:00"));
    expect(it.state.control).toBe("ai_active");
  });

  test("[B7] what waits, in the queue or for an agent to join, is released too; an offer is rescinded", () => {
    const queued = at("16:00");
    queued.asksForHuman();
    until(queued, friday("17:00"));
    expect(queued.state.control).toBe("ai_active");

    const joining = at("16:00");
    joining.takesOver(ANN);
    until(joining, friday("17:00") - 10_000);
    joining.offers(ANN, BEN);
    expect(until(joining, friday("17:00"))).toEqual([
      expect.arrayContaining(["ai_resumed", "transfer_rescinded"]),
    ]);
  });

  test("[B7, H19, B6] who waits in the queue is told when people are back, and the ticket waits for them", () => {
    const it = at("16:55");
    it.asksForHuman();
    expect(until(it, friday("17:00"))).toEqual([["human_unavailable", "ticket_opened", "ai_resumed"]]);
    expect(it.public.at(-2)).toMatchObject({
      ...{ code: "no_agent_available", params: { backAt: "2026-11-23T15:00:00.000Z" } },
    });
    expect(it.state.ticket).toMatchObject({ status: "new", assignee: null });
  });

  test("[B5, E1] what is escalated stays so when the AI has it back", () => {
    const it = at("16:50");
    const raises = { type: "escalate", clientId: "e", teamId: "billing", reason: "A refund" } as const;
    it.says(BEN, "Hi!");
    it.do(ADA, raises);
    until(it, friday("17:00"));
    expect(it.state).toMatchObject({ control: "ai_active", escalations: [{ teamId: "billing", count: 1 }] });
  });

  test("[B2, H21] what the AI will not answer is not left in silence", () => {
    const it = at("16:55");
    it.says(MARIA, "Where is my lamp?");
    const fence = it.begins();
    it.do({ role: "ai" }, { type: "hand_off", ...fence, reason: "unsure" });
    it.takesOver(ANN);
    const [events] = until(it, friday("17:00")).slice(-1);
    expect(events).toEqual(["ticket_closed", "human_unavailable", "ticket_opened", "ai_resumed"]);
    expect(it.state.wishes.ai).toBeNull();
  });

  test("[B2, B4] hours that are given up while closing is put off are told so", () => {
    const it = at("16:58", { deferMs: 15 * MINUTE });
    it.says(ANN, "Hi!");
    until(it, friday("17:00"));
    it.config = { ...it.config, hours: null };
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
  });

  test("[B7] another agent who has it since does not move closing time", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    it.now = friday("17:00") + 1;
    it.monitors(ADA);
    it.takesOverFromAgent(ADA);
    it.wait(0);
    expect(it.state.control).toBe("ai_active");
  });

  test("[B2, H14] the AI answers what the customer says next, or has said unanswered", () => {
    const it = at("16:00");
    it.says(ANN, "Hi!");
    it.says(MARIA, "Where is my lamp?");
    until(it, friday("17:00"));
    expect(it.state.wishes.ai).toEqual({ uptoSeq: 3 });
  });

  test("[B3] on the night clocks go back, closing at an hour that comes twice is at the later", () => {
    const night = { ...HOURS.week, sunday: [{ opens: "00:00", closes: "01:30" }] };
    const it = at("16:00", { week: night });
    it.now = Date.parse("2026-11-01T00:30:00-05:00");
    it.says(ANN, "Hi!");
    until(it, Date.parse("2026-11-01T01:30:00-05:00"));
    expect(it.state.owner?.id).toBe("ann");
    until(it, Date.parse("2026-11-01T01:30:00-06:00"));
    expect(it.state.control).toBe("ai_active");
  });

  test("[I9] a clock that was days ahead does not keep it from closing", () => {
    const it = at("16:00");
    it.now += 5 * 24 * 60 * MINUTE;
    it.says(ANN, "Hi!");
    it.now = friday("16:00");
    it.do(SYSTEM, { type: "correct_clock" });
    until(it, friday("17:00"));
    expect(it.state.control).toBe("ai_active");
  });

  test("[B2, B7] hours that are set at noon end nobody's conversation at noon, but at the next closing time", () => {
    const it = at("12:00");
    const { hours } = it.config;
    it.config = { ...it.config, hours: null };
    it.now = friday("12:00") - 24 * 60 * MINUTE;
    it.says(ANN, "I look after it.");
    it.now = friday("12:00");
    it.config = { ...it.config, hours };
    expect(until(it, friday("12:00"))).toEqual([["closing_passed"]]);
    expect(until(it, friday("17:00") - 1)).toEqual([]);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:00:00.000Z" });
    expect(until(it, friday("17:00"))).toEqual([["ticket_closed", "ai_resumed"]]);
  });

  test("[B2, B4] a server that was down over it, until it is open again, takes nothing from anybody", () => {
    const it = at("16:58", { deferMs: 15 * MINUTE });
    it.says(ANN, "Hi!");
    until(it, friday("17:00"));
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:15:00.000Z" });
    it.now = Date.parse("2026-11-23T16:59:00-06:00");
    expect(it.wait(0)[0]).toEqual(["closing_passed"]);
    expect(it.state).toMatchObject({ control: "agent_active", deferredUntil: null });
    it.says(ANN, "Back again.");
    expect(until(it, it.now + MINUTE)).toEqual([["closing_deferred"]]);
  });
});
