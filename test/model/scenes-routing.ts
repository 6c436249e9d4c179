import fc from "fast-check";
import {
  annHas,
  asks,
  ends,
  epoch,
  everybody,
  inAnyState,
  just,
  nobody,
  one,
  type Scene,
  says,
  some,
  takes,
  type Weighted,
  waits,
  which,
} from "./scenes.ts";
import type { CastStep } from "./spec/steps.ts";
import { DESTINATIONS } from "./trials.ts";

/** Who gives a conversation to whom. */

const to = fc.constantFrom(...DESTINATIONS, { agent: "ben" } as const, { team: "billing" } as const);
const target = fc.constantFrom("ben", "ben", "sue", "ann", "tom", "owner", "rex");
const full = {
  do: "workspace",
  says: { available: ["ann", "ben", "sue"], present: [], full: ["ann", "ben"] },
} as const;

const offersTo = (whom: { agent: "ben" | "tom" } | { team: "billing" }, by: "owner" | "sue" = "owner") =>
  ({ do: "offer_transfer", by, epoch: "current", to: whom }) as const;
const anyAssign = fc.record({
  do: fc.constant("assign"),
  by: fc.constantFrom("sue", "sue", "tom", "ann"),
  epoch,
  to,
  override: fc.constantFrom(false, false, true),
});
const anyOffer = fc.record({
  do: fc.constant("offer_transfer"),
  by: fc.constantFrom("owner", "owner", "sue", "sue", "another"),
  epoch,
  to,
});
const anyAnswer = fc.record({
  do: fc.constantFrom("accept_transfer", "accept_transfer", "reject_transfer", "cancel_transfer"),
  by: target,
  offer: which,
});
const anyRoute = fc.record({ do: fc.constant("route"), agent: fc.constantFrom("ann", "ben") });

export const routing: Weighted[] = [
  one(3, anyAssign),
  one(4, anyOffer),
  one(4, anyAnswer),
  one(1.5, anyRoute),
  one(1.5, fc.constantFrom<CastStep>(full, everybody)),
  // An offer that stands, and whatever may come of it.
  some(
    8,
    fc
      .tuple(
        fc.oneof(annHas, fc.constant<Scene>([asks])),
        fc.constantFrom<CastStep>(
          offersTo({ agent: "ben" }),
          offersTo({ team: "billing" }),
          offersTo({ agent: "ben" }, "sue"),
          offersTo({ team: "billing" }, "sue"),
          { do: "route", agent: "ben" },
        ),
        fc.constantFrom<Scene>([], [], [], [waits(29_000)], [waits(30_000)], [says("maria")], [ends]),
        fc.oneof<fc.Arbitrary<CastStep>[]>(anyAnswer, anyAnswer, anyAnswer, anyOffer, anyRoute),
      )
      .map(([before, offered, between, then]): Scene => [everybody, ...before, offered, ...between, then]),
  ),
  // Those who could have it are there, full, or away.
  some(
    5,
    fc
      .tuple(
        inAnyState,
        fc.constantFrom<CastStep>(everybody, everybody, full, nobody, { do: "workspace", says: null }),
        fc.oneof<fc.Arbitrary<CastStep>[]>(anyAssign, anyOffer),
      )
      .map(([before, there, then]): Scene => [everybody, ...before, there, then]),
  ),
  some(
    1.5,
    fc
      .tuple(inAnyState, fc.constantFrom<CastStep>(full, nobody, everybody), fc.boolean())
      .map(
        ([before, there, override]): Scene => [
          ...[everybody, ...before, there],
          { do: "assign", by: "sue", epoch: "current", to: { agent: "ben" }, override },
        ],
      ),
  ),
  // More offers than are remembered.
  just(
    0.3,
    ...[everybody, takes],
    ...Array.from({ length: 10 }, (_, index) => offersTo({ agent: index % 2 === 0 ? "ben" : "tom" })),
  ),
  // Passed on twice, and the first of them steps out.
  some(
    1,
    fc.constantFrom<Scene>([], [says("ann")]).map(
      (between): Scene =>
        [
          ...[
            everybody,
            takes,
            ...between,
            offersTo({ agent: "ben" }),
            { do: "accept_transfer", by: "ben", offer: "current" },
          ],
          ...[offersTo({ agent: "tom" }), { do: "accept_transfer", by: "tom", offer: "current" }],
          ...[
            { do: "leave_consult", by: "ann" },
            { do: "monitor", by: "ben" },
          ],
        ] as const,
    ),
  ),
];
