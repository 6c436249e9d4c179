import { describe, expect, test } from "vitest";
import { agentState, message } from "../../conversation/client/testing/fake-room.ts";
import { readTrace } from "../checker/reading.ts";
import { SoundTrace } from "../checker/sound-trace.fixture.ts";
import { changes } from "./archive.ts";
import { lostEpochs } from "./epochs.ts";
import { Watch } from "./watch.ts";
import { committedUnanswered } from "./wreck.ts";

const reading = (trace: SoundTrace) => readTrace(trace.trace(), () => {});
const frame = (up: boolean, data: object) => ({ at: 0, up, data: JSON.stringify(data) });

describe("control over a crash (I16)", () => {
  test("[I16] in a conversation where all is well, no epoch is lost", () => {
    expect(lostEpochs(reading(new SoundTrace()))).toEqual([]);
  });

  test("[I16] a client who is told of an older epoch than before is found", () => {
    const trace = new SoundTrace();
    trace.insert("Ann", { type: "commit", state: agentState({ epoch: 2 }) });
    expect(lostEpochs(reading(trace))).toMatchObject([{ rule: "I16", conversation: "demo:one" }]);
  });
});

describe("conversations of earlier rounds", () => {
  const { final } = reading(new SoundTrace());
  const lines = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry));
  const kept = { id: "demo:one", public: lines(final.public), internal: lines(final.internal) };

  test("[I2] are what they were, and may have grown", () => {
    const [last = message(1, "")] = final.public.slice(-1);
    const grown = { ...final, public: [...final.public, { ...last, seq: 6 }] };
    expect(changes(kept, final)).toEqual([]);
    expect(changes(kept, grown)).toEqual([]);
  });

  test.each([
    ["one is gone", { ...final, public: final.public.slice(0, -1) }],
    ["one is another", { ...final, public: [message(1, "Something else"), ...final.public.slice(1)] }],
    ["a note is gone", { ...final, internal: final.internal.slice(1) }],
  ])("[I2] are found where %s", (_what, now) => {
    expect(changes(kept, now)).toMatchObject([{ rule: "I2" }]);
  });
});

describe("what a crash came in the middle of", () => {
  test("a command is under way until it is answered", () => {
    const watch = new Watch();
    watch.see(frame(true, { type: "send_message", clientId: "a", text: "Hi" }));
    watch.see(frame(true, { type: "take_over", clientId: "b" }));
    watch.see(frame(false, { type: "ack", clientId: "a", result: {} }));
    expect([...watch.unanswered.keys()]).toEqual(["b"]);
    expect(watch.acknowledged).toBe(1);
  });

  test("a reply is under way until it is in the ledger", () => {
    const watch = new Watch();
    watch.see(frame(false, { type: "stream_delta", replyId: "r", generationId: "g", offset: 0, text: "W" }));
    expect(watch.streaming.size).toBe(1);
    watch.see(
      frame(false, { type: "commit", public: { from: 0, entries: [message(1, "We", { id: "r" })] } }),
    );
    expect(watch.streaming.size).toBe(0);
  });

  test("a message that the crash left without an answer counts as committed by its time in the ledger", () => {
    const at = Date.parse("2026-11-20T12:00:00.000Z");
    const wreck = { at, acknowledged: 0, unanswered: new Set(["k1", "a2"]), streaming: 0 };
    expect(committedUnanswered(reading(new SoundTrace()), [wreck])).toBe(2);
    expect(committedUnanswered(reading(new SoundTrace()), [{ ...wreck, at: at - 1 }])).toBe(0);
  });
});
