import { effect, signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { timelineFrom } from "../../../agent-sdk/connect-agent.ts";
import type { Entry } from "../desk.ts";
import { FakeDesk } from "../testing/fake-desk.ts";
import { ANN, aHeadView, anOwnedView, aView, messageOf, SUE, systemOf } from "../testing/samples.ts";
import { FollowedTimeline } from "./followed-timeline.ts";
import { followStore } from "./store-signal.ts";

/** Seconds after two o'clock. */
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 14, 0, seconds)).toISOString();
const taken = systemOf("taken_over", { by: "Ann", byId: "ann" }, at(30));
const monitored = {
  ...systemOf("monitor_started", { by: "Sue", byId: "sue" }, at(40)),
  ledger: "audit" as const,
};

const HELLO = aView({ timeline: [messageOf("customer", "Hello", { at: at(0) })] });

async function follow(view = HELLO, earlier: readonly Entry[] = []) {
  const room = new FakeDesk().add(view);
  room.earlier = earlier;
  const { value } = followStore(room);
  const conversation = {
    get view() {
      return value.value;
    },
    fetchTimeline: room.timeline,
  };
  const now = signal(Date.parse(at(60)));
  const followed = new FollowedTimeline(conversation, now);
  await vi.advanceTimersByTimeAsync(0);
  return {
    room,
    now,
    followed,
    lanes: () => followed.course?.lanes.map(({ key }) => key) ?? null,
    more: (...entries: Entry[]) => room.update({ timeline: [...room.snapshot().timeline, ...entries] }),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("[N3] the course of the open conversation", () => {
  test("is told from what the view holds, and asks nobody while nothing earlier is missing", async () => {
    const { room, lanes, more } = await follow();
    expect(lanes()).toEqual(["ai"]);
    more(taken);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lanes()).toEqual(["ai", "person ann", "takeovers"]);
    expect(room.calls).toEqual([]);
  });

  test("is told anew at most once a second, and the last change is never left out", async () => {
    const { followed, more, now } = await follow();
    let told = 0;
    const stop = effect(() => {
      void followed.course;
      told += 1;
    });
    // Two seconds in which everything moves ten times a second.
    for (let step = 0; step < 20; step += 1) {
      more(messageOf("ai", "…", { at: at(step) }));
      now.value += 100;
      await vi.advanceTimersByTimeAsync(100);
    }
    more(taken);
    await vi.advanceTimersByTimeAsync(1_000);
    stop();
    expect(told).toBe(4);
    expect(followed.course?.metrics).toMatchObject({ takeovers: 1, messages: { ai: 20 } });
  });

  test("goes on with the clock while something runs, and stands still after the end", async () => {
    const { followed, now, more } = await follow();
    now.value += 5_000;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(followed.course?.to).toBe(Date.parse(at(65)));
    more(systemOf("conversation_ended", { by: "customer", reason: "ended" }, at(70)));
    await vi.advanceTimersByTimeAsync(1_000);
    const ended = followed.course;
    now.value += 5_000;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(followed.course).toBe(ended);
  });

  test("where the beginning is not loaded it comes from the server, and again when control moves", async () => {
    const { room, lanes, more } = await follow(
      anOwnedView(ANN, { hasEarlier: true, timeline: [taken] }),
      HELLO.timeline,
    );
    expect(lanes()).toEqual(["ai", "person ann", "takeovers"]);
    more(messageOf("customer", "Are you there?", { at: at(50) }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(room.calls).toEqual(["timeline"]);
    more(systemOf("ai_resumed", { reason: "allowed" }, at(55)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(room.calls).toEqual(["timeline", "timeline"]);
  });

  test("that the server did not answer is said, and another try mends it", async () => {
    const answers = [Promise.reject(new Error("unavailable")), Promise.resolve(timelineFrom([taken]))];
    const followed = new FollowedTimeline(
      {
        view: anOwnedView(ANN, { hasEarlier: true, timeline: [taken] }),
        fetchTimeline: () => answers.shift() ?? Promise.reject(new Error("asked too often")),
      },
      signal(Date.parse(at(60))),
    );
    await vi.advanceTimersByTimeAsync(5_000);
    expect([followed.failed, followed.course]).toEqual([true, null]);
    followed.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect([followed.failed, followed.course?.lanes.length]).toEqual([false, 2]);
  });

  test("[M14] of another agent's conversation there is none", async () => {
    const { room, followed } = await follow();
    room.update(aHeadView(SUE));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(followed.course).toBeNull();
  });

  test("[M13] a supervisor who takes the conversation sees no monitoring any more", async () => {
    const { room, lanes, more } = await follow();
    more(monitored);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lanes()).toContain("monitoring");
    const timeline = [...room.snapshot().timeline.filter((entry) => entry !== monitored), taken];
    room.update({ timeline, state: "agent_joining", owner: ANN });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lanes()).not.toContain("monitoring");
  });

  test("once left, it no longer follows", async () => {
    const { followed, more } = await follow();
    const before = followed.course;
    followed.close();
    more(taken);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(followed.course).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });
});
