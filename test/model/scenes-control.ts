import fc from "fast-check";
import {
  agent,
  asks,
  ends,
  everybody,
  inAnyState,
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
  wrapUp,
} from "./scenes.ts";
import type { CastStep, Open } from "./spec/steps.ts";

/** Control over the AI: business hours and escalations. */

const complains = { ...says("maria"), asks: "refund" } as const;
const isAngry = { ...says("maria"), mood: -0.8 } as const;
const reaches = { do: "reach" } as const;

const of = fc.constantFrom<Open>("mine", "mine", "mine", "billing", "sales", "none");
const team = fc.constantFrom("billing", "billing", "sales", "nowhere");
const anyEscalate = fc.record({
  do: fc.constant("escalate"),
  by: agent,
  team,
  urgent: fc.constantFrom(false, false, true),
  bypass: fc.constantFrom(false, false, true),
});
const anyResolve = fc.record({
  do: fc.constant("resolve_escalation"),
  by: agent,
  of,
  count: fc.constantFrom("current", "current", "current", "current", "old", "none"),
  reason: fc.constantFrom("handled", "spam", "other"),
  noted: fc.boolean(),
});
const anyTask = fc.record({
  do: fc.constant("complete_task"),
  by: agent,
  of,
  outcome: fc.constantFrom("connected", "no_answer", "in words"),
});

const raises = fc.constantFrom<Scene>(
  [{ do: "escalate", by: "ann", team: "billing", urgent: false, bypass: true }],
  [{ do: "escalate", by: "ann", team: "sales", urgent: true, bypass: false }],
  [set({ rules: true }), complains],
  [set({ rules: true }), isAngry],
  [set({ rules: true }), asks],
);
const falseAlarm = (by: "ann" | "tom") =>
  ({
    ...({ do: "resolve_escalation", by, of: "mine", count: "current" } as const),
    ...({ reason: "spam", noted: false } as const),
  }) as const;

/** As far as a conversation may have come, the end of its wrap-up included. */
const inEveryState = fc.oneof(
  { weight: 3, arbitrary: inAnyState },
  { weight: 1, arbitrary: fc.constantFrom<Scene>([wrapUp(false), takes, ends]) },
);

export const escalations: Weighted[] = [
  one(3, fc.oneof<fc.Arbitrary<CastStep>[]>(anyEscalate, anyResolve, anyResolve, anyTask)),
  one(1, fc.record({ do: fc.constant("configure"), rules: fc.boolean() })),
  one(1, fc.record({ do: fc.constant("configure"), hipaa: fc.boolean() })),
  one(1, fc.record({ do: fc.constant("cooldown"), ms: fc.constantFrom(minutes(1), minutes(11)) })),
  one(3, fc.constantFrom<CastStep>(complains, isAngry)),
  // What is open is resolved in every state, by whoever may or may not, with the AI or without.
  some(
    8,
    fc
      .tuple(
        raises,
        inEveryState,
        fc.constantFrom<Scene>([], [], [set({ aiOn: false })], [set({ hipaa: true })]),
        fc.oneof<fc.Arbitrary<CastStep>[]>(anyResolve, anyResolve, anyTask, anyEscalate),
      )
      .map(
        ([raised, state, between, then]): Scene => [
          ...[...raised, ...state, ...between, then],
          set({ aiOn: true, hipaa: false }),
        ],
      ),
  ),
  // Somebody of the team answers, or somebody else does.
  some(
    3,
    fc
      .tuple(raises, fc.constantFrom("ann", "ben", "sue"), fc.boolean())
      .map(([raised, by, taken]): Scene => [...raised, ...(taken ? [takes] : []), says(by)]),
  ),
  // After a false alarm the rules hold still for a while, and say so once.
  some(
    6,
    fc
      .tuple(
        inEveryState,
        fc.constantFrom<CastStep>(
          ...[complains, isAngry, asks],
          { do: "escalate", by: "ann", team: "billing", urgent: false, bypass: false },
          { do: "escalate", by: "ann", team: "billing", urgent: true, bypass: false },
        ),
        fc.constantFrom<Scene>([], [], [waits(minutes(11))], [waits(minutes(13))]),
        anyEscalate,
      )
      .map(
        ([state, first, between, then]): Scene => [
          ...[set({ rules: true }), complains, isAngry, falseAlarm("ann"), falseAlarm("tom")],
          ...[...state, first, first, ...between, then, first],
        ],
      ),
  ),
  some(
    2,
    fc
      .tuple(fc.constantFrom<CastStep>(everybody, nobody), fc.constantFrom<Scene>([], [takes], [asks, takes]))
      .map(
        ([there, state]): Scene => [
          ...[set({ sla: true }), there, ...state, reaches, reaches, reaches],
          ...[reaches, set({ sla: false })],
        ],
      ),
  ),
  // Late with the next answer, in every state in which somebody may be.
  some(
    2,
    fc
      .constantFrom<Scene>(
        [says("maria")],
        [says("maria"), { do: "owner_presence", agent: "ann", present: false }, waits(minutes(2)), takes],
        [{ do: "owner_presence", agent: "ann", present: false }, waits(minutes(2)), takes, says("maria")],
      )
      .map(
        (between): Scene => [
          ...[set({ sla: true, hours: "none" }), everybody, takes, says("ann"), ...between],
          ...[reaches, waits(minutes(4.5)), set({ sla: false })],
        ],
      ),
  ),
];

const CLOSING = minutes(40);
const isGone = (agent: "ann") => ({ do: "owner_presence", agent, present: false }) as const;
export const hours: Weighted[] = [
  one(
    2,
    fc.record({ do: fc.constant("configure"), hours: fc.constantFrom("none", "none", "kept", "put off") }),
  ),
  // Shortly before people go home: who has it, and what they do until then.
  some(
    9,
    fc
      .tuple(
        fc.constantFrom("kept", "kept", "put off"),
        fc.constantFrom(minutes(3), minutes(3), minutes(7), minutes(12)),
        inAnyState,
        fc.constantFrom<Scene>(
          [],
          [],
          [says("maria")],
          [says("ann")],
          [{ do: "owner_presence", agent: "ann", present: false }],
          [set({ aiOn: false })],
          [set({ sla: true })],
          [set({ hours: "none" })],
          [nobody],
        ),
        fc.constantFrom<Scene>([reaches], [waits(minutes(4))], [waits(minutes(16)), waits(minutes(16))]),
      )
      .map(
        ([kept, ms, state, between, then]): Scene => [
          ...[set({ hours: kept, aiOn: true }), everybody, pastHour(CLOSING - ms)],
          ...[...state, ...between, ...then, set({ aiOn: true, sla: false, hours: "none" })],
        ],
      ),
  ),
  // One who wrote, and another who has it since.
  some(
    1.5,
    fc
      .constantFrom<Scene>([], [set({ aiOn: false })])
      .map(
        (between): Scene => [
          ...[set({ hours: "put off" }), everybody, pastHour(CLOSING - minutes(3)), takes, says("ann")],
          { do: "owner_presence", agent: "ann", present: false },
          ...[waits(minutes(1.6)), { do: "take_over", by: "ben" } as const, ...between, waits(minutes(2))],
          ...[waits(minutes(16)), set({ hours: "none", aiOn: true })],
        ],
      ),
  ),
  // Hours that are set when people have had it for long, or nobody looks until they are back.
  some(
    2,
    fc
      .tuple(
        fc.constantFrom<Scene>(...[[], [isGone("ann"), waits(minutes(1.6))]], [
          isGone("ann"),
          waits(minutes(1.6)),
          { do: "take_over", by: "ben" },
        ]),
        fc.constantFrom<Scene>(
          [set({ hours: "kept" })],
          [set({ hours: "put off" })],
          [set({ hours: "kept", aiOn: false })],
          [set({ hours: "kept" }), pastHour(CLOSING - minutes(1)), { ...waits(minutes(25)), alarms: "late" }],
        ),
      )
      .map(
        ([state, then]): Scene => [
          ...[
            set({ hours: "none", aiOn: true }),
            everybody,
            pastHour(CLOSING - minutes(3)),
            takes,
            says("ann"),
          ],
          ...[waits(minutes(30)), ...state, ...then, reaches, reaches, set({ hours: "none", aiOn: true })],
        ],
      ),
  ),
  // While nobody is there.
  some(
    4,
    fc
      .tuple(
        fc.constantFrom(minutes(41), minutes(58)),
        fc.constantFrom<Scene>([], [releases]),
        fc.constantFrom<Scene>(
          ...[[asks], [takes], [takes, says("ann"), says("maria")], [set({ aiOn: false })]],
          [takes, set({ aiOn: false })],
        ),
        fc.constantFrom<Scene>([reaches], [reaches, reaches], [waits(minutes(16)), waits(minutes(16))]),
      )
      .map(
        ([ms, before, state, then]): Scene => [
          ...[set({ hours: "kept", sla: true, aiOn: true }), everybody, pastHour(ms), ...before, ...state],
          ...[...then, set({ hours: "none", sla: false, aiOn: true })],
        ],
      ),
  ),
];

export const control: Weighted[] = [...escalations, ...hours];
