import fc from "fast-check";
import {
  agent,
  asks,
  ends,
  everybody,
  minutes,
  nobody,
  one,
  pastHour,
  releases,
  type Scene,
  says,
  set,
  some,
  takes,
  type Weighted,
  waits,
  which,
} from "./scenes.ts";
import type { CastStep } from "./spec/steps.ts";

/** Replies that are held (C), and answers beyond what there is a budget for (A8). */

const begins = { do: "begin_ai_reply" } as const;
const finishes = { do: "finish_ai_reply", of: "newest" } as const;
const fails = { do: "fail_ai_reply", of: "newest" } as const;
const reaches = { do: "reach" } as const;

const anyReplyStep = fc.record({
  do: fc.constantFrom("send_now", "edit_and_send", "cancel_reply"),
  by: agent,
  reply: which,
});

/** An answer is held, and whatever comes then. In a room the AI begins by itself. */
export const held = (beginsByItself: boolean): Weighted[] => {
  const begun: Scene = beginsByItself ? [] : [begins];
  const isHeld: Scene = [set({ cadence: true, aiOn: true }), says("maria"), ...begun, finishes];
  const after = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.oneof(
        anyReplyStep.map((step): Scene => [step]),
        fc.constantFrom<Scene>(
          [reaches],
          [reaches, reaches],
          [waits(minutes(1))],
          [set({ aiOn: false }), waits(minutes(1)), set({ aiOn: true })],
          [set({ cadence: false }), reaches],
          [set({ cadence: false })],
          [{ do: "crash" }],
          [asks],
          [takes],
          [ends],
          [says("ann")],
          [{ do: "jump", ms: -120_011 }],
        ),
      ),
    },
    // The customer writes on: it is written anew, and waits no longer than the first would have.
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom(0, 10_000, 39_000),
          fc.constantFrom<Scene>([finishes], [{ do: "hand_off", of: "newest" }], [fails], [{ do: "crash" }]),
          fc.constantFrom<Scene>([], [reaches], [says("maria"), ...begun, finishes]),
        )
        .map(([ms, then, last]): Scene => [waits(ms), says("maria"), ...begun, ...then, ...last]),
    },
    // An agent does not want it, and nobody writes.
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom<CastStep>(everybody, nobody),
          fc.constantFrom<Scene>(
            [reaches, reaches],
            [waits(minutes(16))],
            [says("maria")],
            [takes, releases],
          ),
        )
        .map(([there, then]): Scene => [{ do: "cancel_reply", by: "ann", reply: "current" }, there, ...then]),
    },
  );
  return [
    one(3, anyReplyStep),
    some(
      10,
      after.map((then): Scene => [...isHeld, ...then]),
    ),
    // Held or not is settled as it is begun and as it is done.
    some(
      2,
      fc
        .tuple(fc.boolean(), fc.boolean(), fc.constantFrom<Scene>([], [{ do: "stream" }], [says("maria")]))
        .map(
          ([before, then, between]): Scene => [
            ...[set({ cadence: before, aiOn: true }), says("maria"), ...begun],
            ...[...between, set({ cadence: then }), finishes, reaches],
          ],
        ),
    ),
    // Switched off while it was to answer, and people have gone home.
    some(
      2,
      fc
        .constantFrom<Scene>(
          [says("maria"), ...begun, set({ aiOn: false }), fails],
          [set({ aiOn: false }), says("maria"), ...begun],
          [...isHeld, set({ aiOn: false }), waits(minutes(1))],
        )
        .map(
          (then): Scene => [
            ...[set({ hours: "kept", aiOn: true }), pastHour(minutes(50)), releases, ...then],
            set({ aiOn: true, hours: "none", cadence: false }),
          ],
        ),
    ),
    // More answers than there is a budget for.
    some(
      3,
      fc
        .tuple(
          fc.constantFrom<CastStep>(everybody, nobody, { do: "workspace", says: null }),
          fc.constantFrom("conversation", "workspace"),
          fc.constantFrom<Scene>(
            [],
            [
              { do: "jump", ms: -24 * 3_600_000 - 7 },
              { do: "reconnect", by: "maria" },
            ],
          ),
        )
        .map(
          ([there, budget, between]): Scene => [
            ...[set({ budget, cadence: false, aiOn: true }), there],
            ...[says("maria"), ...begun, finishes, says("maria"), ...begun, finishes],
            ...[...between, says("maria"), ...begun, finishes, set({ budget: "none" })],
          ],
        ),
    ),
  ];
};
