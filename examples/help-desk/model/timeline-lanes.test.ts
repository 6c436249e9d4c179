import { describe, expect, test } from "vitest";
import type { Timeline } from "../desk.ts";
import { ANN, BEN, SUE } from "../testing/samples.ts";
import { inOrder, lanesOf } from "./timeline-lanes.ts";

/** Minutes after two o'clock. */
const iso = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 14, minutes)).toISOString();
const ms = (minutes: number) => Date.parse(iso(minutes));

function aTimeline(change: Partial<Timeline> = {}): Timeline {
  const none = { accepted: 0, rejected: 0, timed_out: 0, rescinded: 0 };
  return {
    intervals: [],
    consulting: [],
    wrapUps: [],
    events: [],
    metrics: {
      firstResponseMs: null,
      firstHumanResponseMs: null,
      takeovers: 0,
      supervisorTakeovers: 0,
      assignments: 0,
      transfers: none,
      messages: { customer: 0, ai: 0, agent: 0 },
      timeMs: {},
    },
    ...change,
  };
}

const interval = (
  state: Timeline["intervals"][number]["state"],
  from: number,
  to: number | null,
  owner: typeof ANN | null = null,
  teamId: string | null = null,
) => ({ state, cycle: 1, owner, teamId, from: iso(from), to: to === null ? null : iso(to) });

const HANDED_ON = aTimeline({
  intervals: [
    interval("ai_active", 0, 10),
    interval("queued", 10, 15, null, "billing"),
    interval("agent_joining", 15, 17, ANN),
    interval("agent_active", 17, 30, ANN),
    interval("agent_active", 30, null, BEN),
  ],
  consulting: [{ person: ANN, by: "transfer", from: iso(30), to: iso(35) }],
  monitoring: [{ person: SUE, from: iso(18), to: iso(22) }],
  events: [
    { kind: "taken_over", at: iso(15), by: ANN },
    {
      kind: "transfer",
      at: iso(29),
      by: ANN,
      offerId: "o1",
      to: { agent: BEN },
      note: "",
      outcome: "accepted",
      endedAt: iso(30),
      acceptedBy: BEN,
    },
  ],
});

const names = (timeline: Timeline, now: number) =>
  lanesOf(timeline, ms(now)).lanes.map((lane) => (lane.kind === "person" ? lane.person.id : lane.kind));

describe("[N3] the conversation's course as lanes", () => {
  test("AI, queue, each person in the order of their first part, then what was done", () => {
    expect(names(HANDED_ON, 40)).toEqual([
      "ai",
      "queue",
      "ann",
      "ben",
      "monitoring",
      "transfers",
      "takeovers",
    ]);
  });

  test("a person's lane has all that they did, in order", () => {
    const { lanes } = lanesOf(HANDED_ON, ms(40));
    const ann = lanes.find(({ key }) => key === "person ann");
    expect(ann?.items.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["joining", ms(15), ms(17)],
      ["active", ms(17), ms(30)],
      ["consulting", ms(30), ms(35)],
    ]);
  });

  test("what still runs goes up to now, and no other moves with the clock", () => {
    const early = lanesOf(HANDED_ON, ms(40));
    const late = lanesOf(HANDED_ON, ms(50));
    expect([early.to, late.to]).toEqual([ms(40), ms(50)]);
    const moved = inOrder(late).filter((item, place) => item.to !== inOrder(early)[place]?.to);
    expect(moved.map(({ key, running }) => [key, running])).toEqual([[`active ${iso(30)}`, true]]);
  });

  test("a clock that is behind the server's turns nothing around", () => {
    const lanes = lanesOf(HANDED_ON, ms(5));
    expect(inOrder(lanes).every(({ from, to }) => from <= to)).toBe(true);
    expect(lanes.to).toBe(ms(35));
  });

  test.each([
    ["consulting", { consulting: [{ person: SUE, by: "join" as const, from: iso(36), to: null }] }],
    ["wrap_up", { wrapUps: [{ person: ANN, from: iso(36), to: null, outcome: null }] }],
    ["monitoring", { monitoring: [{ person: SUE, from: iso(36), to: null }] }],
  ])("nor does %s that has begun since the clock last ticked", (kind, change) => {
    const lanes = lanesOf({ ...HANDED_ON, ...change }, ms(30));
    const begun = inOrder(lanes).find((item) => item.kind === kind && item.running);
    expect([begun?.from, begun?.to, lanes.to]).toEqual([ms(36), ms(36), ms(36)]);
  });

  test("[T6] it ends with its last wrap-up, and then it stands still", () => {
    const ended = aTimeline({
      intervals: [
        interval("agent_active", 0, 20, ANN),
        interval("wrap_up", 20, 24),
        interval("closed", 24, null),
      ],
      wrapUps: [{ person: ANN, from: iso(20), to: iso(24), outcome: "completed" }],
    });
    expect(lanesOf(ended, ms(90))).toMatchObject({ from: ms(0), to: ms(24), running: false });
    expect(names(ended, 90)).toEqual(["ann"]);
  });

  test("[M8] without monitoring in the timeline there is no lane for it", () => {
    const { monitoring: _, ...timeline } = HANDED_ON;
    expect(names(timeline, 40)).not.toContain("monitoring");
    expect(names({ ...timeline, monitoring: [] }, 40)).not.toContain("monitoring");
  });

  test("[M8] who only monitored has no lane of their own", () => {
    expect(names(HANDED_ON, 40)).not.toContain("sue");
  });

  test("in order of time, what happened stands before what began with it", () => {
    const rows = inOrder(lanesOf(HANDED_ON, ms(40))).map((item) =>
      item.kind === "event" ? item.event.kind : item.kind,
    );
    expect(rows).toEqual([
      "ai",
      "queue",
      "taken_over",
      "joining",
      "active",
      "monitoring",
      "transfer",
      "consulting",
      "active",
    ]);
  });

  test("every item has a key of its own, and keeps it while time goes on", () => {
    const keys = (now: number) => inOrder(lanesOf(HANDED_ON, ms(now))).map(({ key }) => key);
    expect(new Set(keys(40)).size).toBe(keys(40).length);
    expect(keys(50)).toEqual(keys(40));
  });

  test("of an empty conversation there are no lanes", () => {
    expect(lanesOf(aTimeline(), ms(5))).toEqual({ lanes: [], from: ms(5), to: ms(5), running: false });
  });
});
