import { describe, expect, test } from "vitest";
import type { Entry } from "../conversation/client/conversation-client.ts";
import { type Metrics, timelineFrom } from "./timeline.ts";

/** Seconds after noon. */
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();
const ANN = { id: "ann", name: "Ann" };
const BEN = { id: "ben", name: "Ben" };
const SUE = { id: "sue", name: "Sue" };

const NOTHING: Metrics = {
  firstResponseMs: null,
  firstHumanResponseMs: null,
  takeovers: 0,
  supervisorTakeovers: 0,
  assignments: 0,
  transfers: { accepted: 0, rejected: 0, timed_out: 0, rescinded: 0 },
  messages: { customer: 0, ai: 0, agent: 0 },
  timeMs: {},
};

let made = 0;
function head(seconds: number, cycle: number) {
  made += 1;
  return { id: `e${made}`, ledger: "public" as const, seq: made, at: at(seconds), cycle };
}
function says(
  role: "customer" | "ai" | "agent",
  seconds: number,
  cycle = 0,
): Extract<Entry, { kind: "message" }> {
  return { ...head(seconds, cycle), kind: "message", author: { ...ANN, role }, text: "…", state: "sent" };
}
function line(code: string, seconds: number, params: Record<string, string> = {}, cycle = 0): Entry {
  return { ...head(seconds, cycle), ledger: "internal", kind: "system", code, params };
}
const by = (id: string) => ({ by: { ann: "Ann", ben: "Ben", sue: "Sue" }[id] ?? id, byId: id });
const offered = (offerId: string, seconds: number, to: Record<string, string>) =>
  line("transfer_offered", seconds, { offerId, ...by("ann"), ...to, note: "" }, 1);
const taken = (seconds: number) => line("taken_over", seconds, { by: "Ann", byId: "ann" }, 1);

describe("[N3] timeline and metrics", () => {
  test("who had control from when to when", () => {
    const { intervals, metrics } = timelineFrom([
      says("customer", 0),
      says("ai", 2),
      line("human_requested", 10),
      taken(30),
      says("agent", 45, 1),
      line("ai_resumed", 100, { reason: "allowed" }, 1),
      line("conversation_ended", 160, {}, 1),
    ]);
    expect(intervals.map(({ state, owner, from, to }) => [state, owner?.id ?? null, from, to])).toEqual([
      ["ai_active", null, at(0), at(10)],
      ["queued", null, at(10), at(30)],
      ["agent_joining", "ann", at(30), at(45)],
      ["agent_active", "ann", at(45), at(100)],
      ["ai_active", null, at(100), at(160)],
      ["closed", null, at(160), null],
    ]);
    expect(metrics).toEqual({
      ...NOTHING,
      firstResponseMs: 2_000,
      firstHumanResponseMs: 15_000,
      takeovers: 1,
      messages: { customer: 1, ai: 1, agent: 1 },
      timeMs: { ai_active: 70_000, queued: 20_000, agent_joining: 15_000, agent_active: 55_000 },
    });
  });

  test("[C5] a reply of the AI that an agent has changed is the AI's, and no person's first answer", () => {
    const { intervals, metrics } = timelineFrom([
      says("customer", 0),
      taken(5),
      line("ai_resumed", 30, { reason: "allowed" }, 1),
      { ...says("agent", 40, 1), origin: "ai" },
    ]);
    expect(metrics).toMatchObject({
      firstResponseMs: 40_000,
      firstHumanResponseMs: null,
      messages: { customer: 1, ai: 1, agent: 0 },
    });
    expect(intervals.map(({ state }) => state)).toEqual(["ai_active", "agent_joining", "ai_active"]);
  });

  test("[H10] a takeover by a first message has no time of joining", () => {
    const { intervals } = timelineFrom([says("customer", 0), taken(5), says("agent", 5, 1)]);
    expect(intervals.map(({ state }) => state)).toEqual(["ai_active", "agent_active"]);
    expect(intervals[0]?.to).toBe(at(5));
  });

  test("of an empty conversation there is nothing to tell", () => {
    expect(timelineFrom([])).toEqual({
      intervals: [],
      consulting: [],
      wrapUps: [],
      events: [],
      metrics: NOTHING,
    });
  });

  test("what has not been committed has not happened", () => {
    const sending: Entry = { ...says("agent", 9, 1), seq: null };
    const { intervals, metrics } = timelineFrom([says("customer", 0), taken(5), sending]);
    expect(intervals.at(-1)).toMatchObject({ state: "agent_joining", to: null });
    expect(metrics.messages.agent).toBe(0);
  });
});

describe("[N3] assignments and transfers", () => {
  test("a team's queue is its own interval, and an assigned agent has not taken over", () => {
    const { intervals, events, metrics } = timelineFrom([
      says("customer", 0),
      line("human_requested", 10),
      line("assigned", 20, { ...by("sue"), teamId: "billing" }),
      line("assigned", 30, { ...by("sue"), to: "Ann", toId: "ann" }),
      line("taken_over", 30, by("ann"), 1),
      says("agent", 50, 1),
    ]);
    expect(intervals.map(({ state, teamId, owner, cycle }) => [state, teamId ?? owner?.id, cycle])).toEqual([
      ["ai_active", undefined, 0],
      ["queued", undefined, 0],
      ["queued", "billing", 0],
      ["agent_joining", "ann", 1],
      ["agent_active", "ann", 1],
    ]);
    expect(events).toEqual([
      { kind: "assigned", at: at(20), by: SUE, to: { teamId: "billing" } },
      { kind: "assigned", at: at(30), by: SUE, to: { agent: ANN } },
    ]);
    expect(metrics).toMatchObject({ takeovers: 0, assignments: 2, firstHumanResponseMs: 20_000 });
  });

  test("[S3] each offer has its outcome, and who gave it away consults until they leave", () => {
    const { intervals, events, consulting, metrics } = timelineFrom([
      says("customer", 0),
      taken(5),
      says("agent", 5, 1),
      offered("o1", 10, { to: "Sue", toId: "sue" }),
      line("transfer_rejected", 15, { offerId: "o1", ...by("sue"), reason: "" }, 1),
      offered("o2", 20, { teamId: "tech" }),
      line("transfer_timed_out", 50, { offerId: "o2" }, 1),
      offered("o3", 60, { to: "Ben", toId: "ben" }),
      line("transfer_accepted", 70, { offerId: "o3", ...by("ben"), from: "Ann", fromId: "ann" }, 1),
      line("participant_joined", 70, by("ann"), 1),
      line("participant_left", 90, { ...by("ann"), reason: "left" }, 1),
      offered("o4", 100, { to: "Ann", toId: "ann" }),
    ]);
    expect(intervals.slice(-2).map(({ state, owner, from }) => [state, owner?.id, from])).toEqual([
      ["agent_active", "ann", at(5)],
      ["agent_active", "ben", at(70)],
    ]);
    expect(consulting).toEqual([{ person: ANN, by: "transfer", from: at(70), to: at(90) }]);
    expect(events.slice(1)).toMatchObject([
      { offerId: "o1", outcome: "rejected", endedAt: at(15), acceptedBy: null },
      { offerId: "o2", to: { teamId: "tech" }, outcome: "timed_out", endedAt: at(50) },
      { offerId: "o3", to: { agent: BEN }, outcome: "accepted", acceptedBy: BEN },
      { offerId: "o4", outcome: null, endedAt: null },
    ]);
    expect(metrics.transfers).toEqual({ accepted: 1, rejected: 1, timed_out: 1, rescinded: 0 });
  });

  test("accepted out of the queue, the customer still waits for a first message", () => {
    const { intervals, metrics } = timelineFrom([
      line("human_requested", 0),
      offered("o1", 5, { teamId: "tech" }),
      line("transfer_accepted", 9, { offerId: "o1", ...by("ben") }),
      line("taken_over", 9, by("ben"), 1),
    ]);
    expect(intervals.at(-1)).toMatchObject({ state: "agent_joining", owner: BEN, cycle: 1 });
    expect(metrics).toMatchObject({ takeovers: 0, transfers: { accepted: 1 } });
  });
});

describe("[T7] a takeover from an agent", () => {
  const displaced = { ...by("sue"), displaced: "Ann", displacedId: "ann" };

  test("changes the owner within the cycle, and counts apart", () => {
    const { intervals, events, metrics } = timelineFrom([
      says("customer", 0),
      taken(5),
      says("agent", 9, 1),
      line("taken_over_from_agent", 60, displaced, 1),
    ]);
    expect(intervals.slice(-2).map(({ state, owner, cycle }) => [state, owner, cycle])).toEqual([
      ["agent_active", ANN, 1],
      ["agent_active", SUE, 1],
    ]);
    expect(events.at(-1)).toEqual({ kind: "taken_over_from_agent", at: at(60), by: SUE, from: ANN });
    expect(metrics).toMatchObject({ takeovers: 1, supervisorTakeovers: 1 });
  });

  test("[T4] before the first message, the joining goes on with the supervisor", () => {
    const { intervals } = timelineFrom([taken(5), line("taken_over_from_agent", 20, displaced, 1)]);
    expect(intervals.at(-1)).toMatchObject({ state: "agent_joining", owner: SUE, from: at(20) });
  });

  test("[T6] the wrap-up of the displaced agent leaves control where it is", () => {
    const { intervals, wrapUps } = timelineFrom([
      taken(5),
      says("agent", 9, 1),
      line("taken_over_from_agent", 20, displaced, 1),
      line("wrap_up_completed", 50, { agent: "Ann", agentId: "ann", disposition: "", note: "" }, 1),
    ]);
    expect(intervals.at(-1)).toMatchObject({ state: "agent_active", owner: SUE, to: null });
    expect(wrapUps).toEqual([{ person: ANN, from: at(20), to: at(50), outcome: "completed" }]);
  });
});

describe("[N3] the end", () => {
  const agent = { agent: "Ann", agentId: "ann" };
  const wrapped = [taken(5), line("conversation_ended", 60, { by: "agent" }, 1)];
  const told = (...more: Entry[]) => {
    const { intervals, wrapUps } = timelineFrom([...wrapped, ...more]);
    return [
      intervals.slice(-2).map(({ state, from }) => [state, from]),
      wrapUps.map(({ outcome }) => outcome),
    ];
  };

  test("[S6] is followed by a wrap-up, completed or left to expire, and then it is closed", () => {
    const started = line("wrap_up_started", 60, agent, 1);
    const closed = line("closed", 90, { reason: "wrapped_up" }, 1);
    const states = [
      ["wrap_up", at(60)],
      ["closed", at(90)],
    ];
    expect(told(started, line("wrap_up_completed", 90, agent, 1), closed)).toEqual([states, ["completed"]]);
    expect(told(started, line("wrap_up_expired", 90, agent, 1), closed)).toEqual([states, ["expired"]]);
    expect(told(started, closed)).toEqual([states, [null]]);
  });

  test("ends the consulting of whoever joined", () => {
    const joined = [
      line("participant_joined", 20, by("sue"), 1),
      { ...line("participant_joined", 20, by("sue"), 1), ledger: "public" as const },
    ];
    const { consulting } = timelineFrom([taken(5), ...joined, line("conversation_ended", 60, {}, 1)]);
    expect(consulting).toEqual([{ person: SUE, by: "join", from: at(20), to: at(60) }]);
  });

  test("a consultant who takes the conversation over consults no longer", () => {
    const { consulting } = timelineFrom([
      line("participant_joined", 20, by("sue"), 1),
      line("taken_over", 40, by("sue"), 2),
    ]);
    expect(consulting).toMatchObject([{ to: at(40) }]);
  });
});

describe("[M8] monitoring", () => {
  const audit = (code: string, seconds: number, who: string): Entry => ({
    ...line(code, seconds, by(who)),
    ledger: "audit",
  });

  test("who monitored and when, with what that comes to", () => {
    const { monitoring, metrics } = timelineFrom([
      says("customer", 0),
      audit("monitor_started", 10, "sue"),
      audit("monitor_stopped", 40, "sue"),
      audit("monitor_started", 50, "ben"),
    ]);
    expect(monitoring).toEqual([
      { person: SUE, from: at(10), to: at(40) },
      { person: BEN, from: at(50), to: null },
    ]);
    expect(metrics.monitoring).toEqual({ count: 2, timeMs: 30_000 });
  });

  test("without audit entries there is no word of it, not even that there was none", () => {
    const timeline = timelineFrom([says("customer", 0), taken(5), line("monitor_started", 6, by("sue"))]);
    expect(timeline).not.toHaveProperty("monitoring");
    expect(timeline.metrics).not.toHaveProperty("monitoring");
  });
});
