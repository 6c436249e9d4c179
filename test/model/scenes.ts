import fc from "fast-check";
import { AGENTS, type CastStep, type Terms } from "./spec/steps.ts";

/** A scene: one or a few steps of a random history. */
export type Scene = readonly CastStep[];
export type Weighted = { weight: number; arbitrary: fc.Arbitrary<Scene> };

export const one = (weight: number, arbitrary: fc.Arbitrary<CastStep>): Weighted => ({
  weight,
  arbitrary: arbitrary.map((step) => [step]),
});
export const just = (weight: number, ...scene: CastStep[]): Weighted => ({
  weight,
  arbitrary: fc.constant(scene),
});
/** Scenes that differ in some of their parts. */
export const some = (weight: number, arbitrary: fc.Arbitrary<Scene>): Weighted => ({ weight, arbitrary });

/** fast-check takes whole weights. */
export function weighted(scenes: readonly Weighted[]) {
  return scenes.map(({ weight, arbitrary }) => ({ weight: Math.ceil(weight * 10), arbitrary }));
}
export const scene = (scenes: readonly Weighted[]): fc.Arbitrary<Scene> => fc.oneof(...weighted(scenes));
export const times = (factor: number) => (scenes: Weighted) => ({
  ...scenes,
  weight: scenes.weight * factor,
});

export const minutes = (count: number) => Math.round(count * 60_000);
export const agent = fc.constantFrom("owner", "owner", "owner", "another", "another", "sue", ...AGENTS);
export const epoch = fc.constantFrom("current", "current", "current", "stale");
export const which = fc.constantFrom("current", "current", "current", "old");

export const says = (by: "maria" | "ann" | "ben" | "sue") =>
  ({ do: "send_message", by, epoch: "current" }) as const;
export const asks = { do: "request_human", by: "maria" } as const;
export const nobody = { do: "workspace", says: { available: [], present: [] } } as const;
export const everybody = {
  do: "workspace",
  says: { available: ["ann", "ben", "sue", "tom"], present: [] },
} as const;
export const pastHour = (ms: number) => ({ do: "until_past_hour", ms: Math.round(ms) }) as const;
export const waits = (ms: number) => ({ do: "wait", ms, alarms: "each" }) as const;

export const takes = { do: "take_over", by: "ann" } as const;
export const releases = { do: "allow_ai_replies", by: "sue", epoch: "current" } as const;
export const ends = { do: "end", by: "owner", epoch: "current" } as const;
export const set = (terms: Partial<Terms> & { aiOn?: boolean }) => ({ do: "configure", ...terms }) as const;
export const wrapUp = (on: boolean) => ({ do: "configure", wrapUp: on }) as const;

/** Ann has it, and has perhaps written. */
export const annHas = fc.constantFrom<Scene>(
  [takes],
  [takes, says("ann")],
  [takes, says("ann"), says("maria")],
);
/** As far as a conversation may have come. */
export const inAnyState = fc.constantFrom<Scene>(
  ...[[], [releases], [asks], [takes], [takes, says("ann")], [wrapUp(true), takes, ends]],
);
