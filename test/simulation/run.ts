import { createHash } from "node:crypto";
import { deriveKey } from "../../party/auth/keys.ts";
import { forgetTokens } from "../../party/auth/verify.ts";
import type { Violation } from "../checker/reading.ts";
import { type Random, randomFrom } from "../harness/random.ts";
import type { Coverage } from "./coverage.ts";
import { ROOT, WORKSPACE } from "./deployment.ts";
import { withoutChance } from "./determinism.ts";
import { end } from "./ending.ts";
import { FAULTS } from "./faults.ts";
import { OPERATIONS } from "./operations.ts";
import { weighted } from "./responder.ts";
import type { Settings } from "./settings.ts";
import { World } from "./world.ts";

/** One thing that happens in a scenario: after a while, somebody does something or something goes wrong. */
export type Step = {
  /** Its place in the scenario that the seed gives: it stays the same when others are left out. */
  index: number;
  afterMs: number;
  isFault: boolean;
  name: string;
  run(world: World, random: Random): boolean;
};

/** Index, time before it, name. */
export type PinnedStep = readonly [number, number, string];

export type Run = {
  violations: Violation[];
  coverage: Coverage;
  /** Of everything that anybody received, and when: the same seed gives the same one, on any machine. */
  readonly hash: string;
  /** Steps that found something to do. */
  operations: number;
  /** What happened in simulated time: a frame, a request, a write or an alarm that arrived, a timer that rang. */
  events: number;
};

/** The steps that a seed stands for: many, for its start and its ending cost as much as a hundred of them. */
export function stepsOf(seed: number, ops: number | null = null): Step[] {
  const random = randomFrom(seed).fork(7);
  const drawn = random.between(200, 600);
  const count = ops ?? drawn;
  const faultShare = random.pick([0, 0.1, 0.25, 0.4]);
  // Where people take their time, what waits for its time comes to it.
  const pace = random.pick([1, 1, 6]);
  return Array.from({ length: count }, (_, index) => {
    const isFault = random.chance(faultShare);
    const { name, run } = isFault ? weighted(FAULTS, random) : weighted(OPERATIONS, random);
    return { index, afterMs: gap(random, pace), isFault, name, run };
  });
}

/** Steps by their names, as a pinned scenario keeps them: other weights and new entries change nothing in it. */
export function stepsNamed(named: readonly PinnedStep[]): Step[] {
  return named.map(([index, afterMs, name]) => {
    const fault = FAULTS.find((one) => one.name === name);
    const found = fault ?? OPERATIONS.find((one) => one.name === name);
    if (!found) throw new Error(`There is no operation or fault "${name}".`);
    return { index, afterMs, isFault: fault !== undefined, name, run: found.run };
  });
}

/** Mostly close together, for that is where the races are; now and then long enough for deadlines. */
const GAPS = [
  { weight: 30, ms: [0, 20] },
  { weight: 60, ms: [20, 300] },
  { weight: 8, ms: [400, 4_000] },
  { weight: 2, ms: [5_000, 25_000] },
  { weight: 0.5, ms: [60_000, 120_000] },
] as const;

function gap(random: Random, pace: number): number {
  const [shortest, longest] = weighted(GAPS, random).ms;
  const ms = random.between(shortest, longest);
  return ms < NEAR_MS ? ms * pace : ms;
}

const NEAR_MS = 400;

/** Keys are derived once in a process: a run must not tell whether it is the first. */
const KEY_KINDS = ["agent", "identity", "session", "room", "conversation_id"] as const;
const keysDerived = Promise.all(KEY_KINDS.map((kind) => deriveKey(ROOT, WORKSPACE, kind)));

/** Plays a seed's scenario, or those of its steps that are kept; in a world of these settings, or of the seed's own. */
export async function play(
  seed: number,
  steps: readonly Step[] = stepsOf(seed),
  settings: Settings | null = null,
): Promise<Run> {
  await keysDerived;
  forgetTokens();
  const world = new World(seed, settings);
  let operations = 0;
  const violations = await withoutChance(
    () => world.time.now(),
    async () => {
      for (const { index, afterMs, isFault, name, run } of steps) {
        await world.time.pass(afterMs);
        if (!run(world, randomFrom(seed).fork(10_000 + index))) continue;
        operations += 1;
        world.isFaulty ||= isFault;
        world.coverage.count(isFault ? "fault" : "operation", name);
      }
      return end(world);
    },
  );
  const { coverage, time } = world;
  return {
    ...{ violations, coverage, operations, events: time.steps },
    // Hardly anybody asks, and it takes a hundredth of the whole.
    get hash() {
      return hashOf(world);
    },
  };
}

function hashOf(world: World): string {
  const hash = createHash("sha256");
  for (const { url, trace } of world.sockets) {
    const frames = trace.frames.map(({ at, up, data }) => `${at} ${up} ${data}\n`);
    hash.update(`${url} ${trace.client}\n${frames.join("")}`);
  }
  return hash.digest("hex");
}
