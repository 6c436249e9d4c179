import type { PinnedStep } from "./run.ts";

/** A scenario that once failed, as few steps as show it: what `npm run sim -- --shrink <seed>` prints. */
export type Pinned = { seed: number; rule: string; why: string; steps: readonly PinnedStep[] };

export const PINNED: readonly Pinned[] = [];
