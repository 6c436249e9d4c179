import fc from "fast-check";
import {
  agent,
  annHas,
  asks,
  ends,
  everybody,
  inAnyState,
  just,
  minutes,
  nobody,
  one,
  releases,
  type Scene,
  says,
  some,
  takes,
  type Weighted,
  waits,
  which,
  wrapUp,
} from "./scenes.ts";
import type { CastStep } from "./spec/steps.ts";

/** Watching, stepping in, taking over from an agent, and what is owed afterwards. */

const supervisor = fc.constantFrom("sue", "sue", "sue", "sue", "tom", "vic", "owner", "another");
const choice = fc.constantFrom("own", "own", "own", "another's", "none");

const watches = (by: "sue" | "tom" | "vic" | "ann") => ({ do: "monitor", by }) as const;
const tomTakes = { do: "take_over", by: "tom" } as const;
const prepares = (by: "sue" | "tom") => ({ do: "prepare_take_over", by, lease: "current" }) as const;
const confirms = (by: "sue" | "tom") => ({ do: "confirm_take_over", by, with: "own" }) as const;
const joins = { do: "join", by: "sue", lease: "current" } as const;
const renews = { do: "renew_monitor", by: "sue", lease: "current" } as const;
const offers = { do: "offer_transfer", by: "owner", epoch: "current", to: { agent: "ben" } } as const;
const accepts = { do: "accept_transfer", by: "ben", offer: "current" } as const;
/** Nobody's deadline is far; no alarm says that it has come. */
const jumps = { do: "jump", ms: 40_000 } as const;
const takesFromAgent = (by: "sue" | "tom"): Scene => [watches(by), prepares(by), confirms(by)];

const anySupervision = fc.oneof<fc.Arbitrary<CastStep>[]>(
  fc.record({ do: fc.constant("monitor"), by: supervisor }),
  fc.record({
    do: fc.constantFrom("stop_monitor", "prepare_take_over", "join"),
    by: supervisor,
    lease: which,
  }),
  fc.record({ do: fc.constant("confirm_take_over"), by: supervisor, with: choice }),
  fc.record({ do: fc.constant("renew_monitor"), by: supervisor, lease: which }),
  fc.record({ do: fc.constantFrom("add_note", "mark_read"), by: supervisor }),
);

export const supervision: Weighted[] = [
  one(10, anySupervision),
  one(1, fc.record({ do: fc.constant("leave_consult"), by: agent })),
  one(
    2,
    fc.record({
      do: fc.constant("send_message"),
      by: fc.constant("maria"),
      epoch: fc.constant("current"),
      mood: fc.constantFrom(-0.8, 0.2, 0.9),
    }),
  ),
  // Whatever who watches may try, in every state, in time or too late.
  some(
    10,
    fc
      .tuple(inAnyState, fc.constantFrom<Scene>([], [], [], [jumps], [prepares("sue")]), anySupervision)
      .map(([before, between, then]): Scene => [everybody, ...before, watches("sue"), ...between, then]),
  ),
  // Somebody watches, and one who has had it tries to.
  some(
    2,
    inAnyState.map(
      (before): Scene => [everybody, tomTakes, releases, ...before, watches("sue"), watches("tom")],
    ),
  ),
  // Too late: the lease has run out, and no alarm has said so.
  some(
    2,
    fc
      .tuple(
        inAnyState,
        fc.constantFrom<Scene>([], [prepares("sue")]),
        fc.constantFrom<CastStep>(
          confirms("sue"),
          prepares("sue"),
          joins,
          watches("sue"),
          watches("tom"),
          renews,
        ),
      )
      .map(
        ([before, between, then]): Scene => [
          ...[everybody, ...before, watches("sue"), ...between],
          ...[jumps, then],
        ],
      ),
  ),
  // Nobody who is away may watch, or of whom nobody says where they are.
  some(
    1,
    fc
      .tuple(inAnyState, fc.constantFrom<CastStep>(nobody, { do: "workspace", says: null }))
      .map(([before, there]): Scene => [everybody, ...before, there, watches("sue")]),
  ),
  // A lease that was, and one that is.
  some(
    1,
    fc
      .tuple(inAnyState, fc.constantFrom("stop_monitor", "prepare_take_over", "join"))
      .map(
        ([before, tries]): Scene => [
          ...[
            everybody,
            ...before,
            watches("sue"),
            { do: "stop_monitor", by: "sue", lease: "current" } as const,
          ],
          ...[watches("sue"), { do: tries, by: "sue", lease: "old" } as const],
        ],
      ),
  ),
  some(
    1,
    fc
      .constantFrom<Scene>([], [releases], [releases, asks], [ends])
      .map(
        (between): Scene => [
          ...[everybody, takes, watches("sue"), prepares("sue")],
          ...[{ do: "stop_monitor", by: "sue", lease: "current" } as const, ...between, watches("sue")],
          confirms("sue"),
        ],
      ),
  ),
  // A supervisor takes it from an agent, whatever comes between.
  some(
    5,
    fc
      .tuple(
        annHas,
        fc.constantFrom<Scene>(
          [],
          [],
          [renews],
          [says("ann")],
          [watches("sue")],
          [offers],
          [jumps],
          [releases],
        ),
      )
      .map(
        ([before, between]): Scene => [
          ...[everybody, ...before, watches("sue"), prepares("sue")],
          ...[...between, confirms("sue")],
        ],
      ),
  ),
  // Control moves from one person to another between the two steps, or the confirmation grows old.
  some(
    2.5,
    fc
      .tuple(
        annHas,
        fc.constantFrom<Scene>(
          [offers, accepts],
          [offers, accepts],
          [releases],
          [releases, asks],
          [ends],
          [waits(25_000), renews, waits(25_000), renews, waits(15_000)],
        ),
      )
      .map(
        ([before, between]): Scene => [
          ...[everybody, ...before, watches("sue"), prepares("sue")],
          ...[...between, confirms("sue")],
        ],
      ),
  ),
  // Who steps in openly stays, whoever has it then.
  some(
    6,
    fc
      .tuple(
        annHas,
        fc.constantFrom<Scene>(
          [],
          [],
          [says("ann")],
          [releases],
          [releases, { do: "request_human", by: "maria" }],
        ),
        fc.constantFrom<CastStep>(
          says("sue"),
          says("sue"),
          { do: "leave_consult", by: "sue" },
          { do: "add_note", by: "sue" },
          watches("sue"),
        ),
      )
      .map(
        ([before, between, then]): Scene => [
          ...[everybody, ...before, watches("sue"), joins],
          ...[...between, then],
        ],
      ),
  ),
];

/** Ends and what is owed after them. */
export const wrapUps: Weighted[] = [
  one(1.5, fc.record({ do: fc.constant("complete_wrap_up"), by: agent })),
  one(1, fc.record({ do: fc.constant("configure"), wrapUp: fc.constantFrom(true, true, false) })),
  some(
    1.5,
    fc
      .tuple(
        annHas,
        fc.constantFrom<Scene>([], [waits(minutes(1))], [waits(minutes(2))], [wrapUp(false)], [jumps]),
        fc.constantFrom<Scene>([], [{ do: "complete_wrap_up", by: "ann" }], [{ do: "force_end", by: "sue" }]),
      )
      .map(([before, between, then]): Scene => [wrapUp(true), ...before, ends, ...between, ...then]),
  ),
  // Who lost it to a supervisor owes it while it goes on, in every state; and two of them do.
  some(
    6,
    fc
      .tuple(
        annHas,
        fc.constantFrom<Scene>([], [waits(minutes(0.5)), ...takesFromAgent("tom")]),
        fc.constantFrom<Scene>([], [releases], [releases, { do: "request_human", by: "maria" }], [ends]),
        fc.constantFrom<Scene>(
          [{ do: "complete_wrap_up", by: "ann" }],
          [
            { do: "complete_wrap_up", by: "ann" },
            { do: "complete_wrap_up", by: "sue" },
          ],
          [waits(minutes(1.5)), waits(minutes(1))],
          [watches("ann")],
          [{ do: "add_note", by: "ann" }],
        ),
      )
      .map(
        ([before, again, between, then]): Scene => [
          ...[everybody, wrapUp(true), ...before, ...takesFromAgent("sue")],
          ...[...again, ...between, ...then],
        ],
      ),
  ),
  some(
    1.5,
    fc
      .tuple(
        inAnyState,
        fc.constantFrom<CastStep>(
          { do: "end", by: "maria", epoch: "current" },
          { do: "force_end", by: "sue" },
          { do: "merge" },
          ends,
        ),
      )
      .map(([before, then]): Scene => [wrapUp(false), ...before, then]),
  ),
  just(0.5, wrapUp(false), takes, ends, ends, { do: "end", by: "maria", epoch: "current" }),
  just(0.5, wrapUp(false), takes, ends, { do: "force_end", by: "sue" }, { do: "merge" }),
];
