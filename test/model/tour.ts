import fc from "fast-check";
import type { Scene } from "./scenes.ts";
import { copyOf, type Model } from "./spec/model.ts";
import type { Start } from "./spec/start.ts";
import type { Step } from "./spec/steps.ts";
import { type Hit, take } from "./spec/take.ts";

/** How a conversation starts, whether at a time when people have gone home, and whether summaries come. */
export type Settings = Start & { isLate?: boolean; summaries: boolean };
export type History = { settings: Settings; scenes: readonly Scene[] };

/** So many histories at most, of so many scenes; of so many random scenes one is chosen. */
const MOST = { rounds: 500, scenes: 40, choice: 25 };
/** A history goes on for so long without anything new: the rare is looked for with more patience. */
const patienceIn = (round: number) => (round < 30 ? 4 : MOST.scenes);

export const nameOf = ({ row, column }: Hit) => `${row} | ${column}`;

/** Past the hour, when people have gone home. */
export const LATE_MS = 50 * 60_000;

/** What a tour is made of. */
export type Ground = {
  scene: fc.Arbitrary<Scene>;
  cells: readonly string[];
  /** Starts the model as the real thing starts. */
  start(settings: Settings): Model;
  /** The scene as the real thing can play it. */
  stepsOf(scene: Scene, m: Model): Iterable<Step>;
};

export const anySettings = fc.record({
  aiOn: fc.constantFrom(true, true, true, false),
  hours: fc.constantFrom("none", "none", "kept"),
  isLate: fc.boolean(),
  summaries: fc.boolean(),
});

/**
 * Histories that together try every one of the cells. They are made on the model alone, scene by scene: of some random
 * ones whichever reaches most of what is missing, until nothing new comes.
 */
export function tourOf(seed: number, ground: Ground): { histories: History[]; missing: string[] } {
  const missing = new Set(ground.cells);
  const histories: History[] = [];
  for (let round = 0; round < MOST.rounds && missing.size > 0; round += 1) {
    const [settings = { aiOn: true, summaries: true }] = fc.sample(anySettings, {
      seed: seed + round,
      numRuns: 1,
    });
    const numRuns = MOST.scenes * MOST.choice;
    const pool = fc.sample(ground.scene, { seed: seed + round, numRuns });
    const scenes = bestOf(ground, settings, pool, missing, patienceIn(round));
    if (scenes.length > 0) histories.push({ settings, scenes });
  }
  return { histories, missing: [...missing] };
}

function bestOf(
  ground: Ground,
  settings: Settings,
  pool: readonly Scene[],
  missing: Set<string>,
  patience: number,
): Scene[] {
  let m = ground.start(settings);
  const scenes: Scene[] = [];
  let useful = 0;
  for (let at = 0; at < pool.length && scenes.length - useful <= patience; at += MOST.choice) {
    const tries = pool.slice(at, at + MOST.choice).map((scene) => tried(ground, scene, m, missing));
    const [best] = tries.sort((one, other) => other.cells.size - one.cells.size);
    if (!best) break;
    for (const cell of best.cells) missing.delete(cell);
    m = best.m;
    scenes.push(best.scene);
    if (best.cells.size > 0) useful = scenes.length;
  }
  return scenes.slice(0, useful);
}

/** What a scene would reach from here. */
function tried(ground: Ground, scene: Scene, before: Model, missing: ReadonlySet<string>) {
  const m = copyOf(before);
  const cells = new Set<string>();
  for (const step of ground.stepsOf(scene, m)) {
    for (const hit of take(m, step).hits) if (missing.has(nameOf(hit))) cells.add(nameOf(hit));
  }
  return { scene, m, cells };
}

/** The failure of the history with whatever it does not need left out. */
export async function shrunk(
  history: History,
  failureOf: (history: History) => Promise<unknown>,
): Promise<History> {
  for (const index of history.scenes.keys()) {
    const without = { ...history, scenes: history.scenes.filter((_, at) => at !== index) };
    if (await failureOf(without)) return shrunk(without, failureOf);
  }
  return history;
}
