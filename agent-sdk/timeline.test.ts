import { describe, expect, test } from "vitest";
import type { Entry } from "../conversation/client/conversation-client.ts";
import { timelineFrom } from "./timeline.ts";

/** Seconds after noon. */
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();
const ANN = { id: "ann", name: "Ann" };

let made = 0;
function head(seconds: number, cycle: number) {
  made += 1;
  return { id: `e${made}`, ledger: "public" as const, seq: made, at: at(seconds), cycle };
}
function says(role: "customer" | "ai" | "agent", seconds: number, cycle = 0): Entry {
  return { ...head(seconds, cycle), kind: "message", author: { ...ANN, role }, text: "…", state: "sent" };
}
function line(code: string, seconds: number, params: Record<string, string> = {}, cycle = 0): Entry {
  return { ...head(seconds, cycle), ledger: "internal", kind: "system", code, params };
}
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
      firstResponseMs: 2_000,
      firstHumanResponseMs: 15_000,
      takeovers: 1,
      messages: { customer: 1, ai: 1, agent: 1 },
      timeMs: { ai_active: 70_000, queued: 20_000, agent_joining: 15_000, agent_active: 55_000 },
    });
  });

  test("[H10] a takeover by a first message has no time of joining", () => {
    const { intervals } = timelineFrom([says("customer", 0), taken(5), says("agent", 5, 1)]);
    expect(intervals.map(({ state }) => state)).toEqual(["ai_active", "agent_active"]);
    expect(intervals[0]?.to).toBe(at(5));
  });

  test("of an empty conversation there is nothing to tell", () => {
    expect(timelineFrom([])).toEqual({
      intervals: [],
      metrics: {
        firstResponseMs: null,
        firstHumanResponseMs: null,
        takeovers: 0,
        messages: { customer: 0, ai: 0, agent: 0 },
        timeMs: {},
      },
    });
  });
});
