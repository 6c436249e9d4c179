import { describe, expect, test } from "vitest";
import type { Hours } from "../hours/schema.ts";
import { ADA, ANN, BEN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { timersOf } from "../timers.ts";
import { customerState, stateFor } from "../visibility.ts";

const MINUTE = 60_000;
const LIVE = { queuePosition: null };
const weekday = [{ opens: "09:00", closes: "17:00" }];
/** Nine to five on weekdays, in Chicago. */
const HOURS: Hours = {
  timeZone: "America/Chicago",
  week: {
    ...{ monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday },
    ...{ saturday: [], sunday: [] },
  },
  holidays: [],
  warnMs: 30 * MINUTE,
  deferMs: 0,
};
const day = [{ opens: "00:00", closes: "24:00" }];
const NEVER_CLOSED = {
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
  ...{ friday: day, saturday: day, sunday: day },
};
/** What never comes due in between. */
const NEVER = 1_000 * 24 * 60 * MINUTE;

/** A conversation at that local time of Friday, 20 November 2026 (CST, UTC−6). */
function at(time: string, hours: Partial<Hours> = {}) {
  const it = new Specimen({ hours: { ...HOURS, ...hours } });
  const deadlines = { ...it.config.deadlines, joinMs: NEVER, queueMs: NEVER, unansweredMs: NEVER };
  it.config = { ...it.config, deadlines };
  it.now = friday(time);
  return it;
}
const friday = (time: string) => Date.parse(`2026-11-20T${time}:00-06:00`);

/** Lets time pass until then. What comes due is carried out; what agents are told, and summaries, left aside. */
function until(it: Specimen, time: number) {
  const aside = ["closing_announced", "summary_failed"];
  return it.wait(time - it.now).filter((events) => !aside.includes(String(events)));
}

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

  test("[B2, H22] without an AI what an agent had waits in the queue, and the customer is told until when", () => {
    const it = at("16:00");
    it.config = { ...it.config, ai: { on: false } };
    it.says(ANN, "Hi!");
    expect(until(it, friday("17:00"))).toEqual([
      ["ticket_closed", "returned_to_queue", "human_unavailable", "ticket_opened"],
    ]);
    expect(customerState(it.state, LIVE)).toMatchObject({
      state: "queued",
      backAt: "2026-11-23T15:00:00.000Z",
    });
    expect(until(it, friday("23:00"))).toEqual([]);
  });

  test("[B2, H22] without an AI the queue stays, told once, until the next closing time", () => {
    const it = at("16:00");
    it.config = { ...it.config, ai: { on: false } };
    it.asksForHuman();
    expect(until(it, friday("17:00"))).toEqual([["human_unavailable", "ticket_opened"]]);
    expect(it.state.control).toBe("queued");
    expect(until(it, friday("23:00"))).toEqual([]);
    expect(customerState(it.state, LIVE).backAt).toBe("2026-11-23T15:00:00.000Z");
  });

  test("[B6, H19] asked outside hours, the customer is told when people are back, though agents sit at their desks", () => {
    const it = at("20:00");
    expect(it.asksForHuman({ availableAgents: ["ann"] })).toEqual(["human_unavailable", "ticket_opened"]);
    expect(it.public.at(-1)).toMatchObject({ params: { backAt: "2026-11-23T15:00:00.000Z" } });
    expect(customerState(it.state, LIVE)).toMatchObject({
      state: "ai_active",
      backAt: "2026-11-23T15:00:00.000Z",
    });
  });

  test("[B6, H19] in hours with nobody available, nobody knows when", () => {
    const it = at("16:00");
    it.asksForHuman({ availableAgents: [] });
    expect(it.public.at(-1)).toMatchObject({ params: {} });
  });

  test("[H21] outside hours a silent agent's conversation goes to the AI, not to a queue that nobody reads", () => {
    const it = at("20:00");
    it.config = { ...it.config, deadlines: { ...it.config.deadlines, joinMs: 5 * MINUTE } };
    it.takesOver(ANN);
    it.wait(5 * MINUTE, { availableAgents: ["ben"] });
    expect(it.state.control).toBe("ai_active");
  });

  test("[B6, H22] an agent whom it leaves outside hours without an AI: the customer is told at once until when", () => {
    const told = ["ticket_closed", "returned_to_queue", "human_unavailable", "ticket_opened"];
    const handles = { type: "resolve_escalation", clientId: "r", count: 1, reason: "handled" } as const;
    const WAYS: [left: (it: Specimen) => unknown, events: string[]][] = [
      [(it) => it.wait(MINUTE).at(-1), told],
      [(it) => [it.says(ANN, "Hi!"), it.says(MARIA, "My lamp?"), it.wait(MINUTE).at(-1)].at(-1), told],
      [
        (it) => {
          it.says(ANN, "Hi!");
          it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: false });
          return it.wait(MINUTE).at(-1);
        },
        told,
      ],
      [
        (it) => {
          it.do(ADA, { type: "escalate", clientId: "e", teamId: "billing", reason: "A refund" });
          return it.do(ADA, { ...handles, escalationId: it.state.escalations[0]?.id ?? "" });
        },
        ["escalation_resolved", ...told],
      ],
    ];
    for (const [left, events] of WAYS) {
      const it = at("20:00");
      const deadlines = { ...it.config.deadlines, joinMs: MINUTE, unansweredMs: MINUTE, lostMs: MINUTE };
      it.config = { ...it.config, ai: { on: false }, deadlines: { ...deadlines, queueMs: 10 * MINUTE } };
      it.takesOver(ANN);
      expect(left(it)).toEqual(events);
      const backAt = "2026-11-23T15:00:00.000Z";
      expect(customerState(it.state, LIVE)).toMatchObject({ state: "queued", backAt });
      // They know: the queue's own deadline tells them nothing more.
      expect(until(it, it.now + 24 * 60 * MINUTE)).toEqual([["queue_prolonged"]]);
    }
  });

  test("[H22] in hours without an AI others take it from there, and nobody is told that they have gone home", () => {
    const it = at("16:00");
    const deadlines = { ...it.config.deadlines, joinMs: 5 * MINUTE };
    it.config = { ...it.config, ai: { on: false }, deadlines };
    it.takesOver(ANN);
    expect(until(it, it.now + 5 * MINUTE).at(-1)).toEqual(["ticket_closed", "returned_to_queue"]);
  });

  test("[H21, B2] a queue without an AI sleeps through the night", () => {
    const it = at("20:00");
    const deadlines = { ...it.config.deadlines, queueMs: 10 * MINUTE };
    it.config = { ...it.config, ai: { on: false }, deadlines };
    it.do(ADA, { type: "assign", clientId: "a", epoch: it.state.epoch, to: { teamId: "parcels" } });
    expect(it.wait(10 * MINUTE)).toEqual([["human_unavailable", "ticket_opened", "queue_prolonged"]]);
    expect(until(it, it.now + 24 * 60 * MINUTE)).toEqual([]);
    const queue = timersOf(it.state, it).find(({ kind }) => kind === "queue");
    expect(new Date(queue?.at ?? 0).toISOString()).toBe("2026-11-23T15:00:00.000Z");
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
});
