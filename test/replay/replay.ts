import { setTimeout as delay } from "node:timers/promises";
import { check } from "../checker/checker.ts";
import type { Violation } from "../checker/reading.ts";
import type { Trace } from "../checker/trace.ts";
import { randomFrom } from "../harness/random.ts";
import type { Server } from "./clients.ts";
import { openCrew } from "./crew.ts";
import { lowerCurtain } from "./curtain.ts";
import type { Faults } from "./line.ts";
import { Play } from "./play.ts";
import type { Script } from "./source.ts";
import { Stats } from "./stats.ts";

export type ReplayOptions = {
  server: Server;
  /** Root secret of the server, to mint agents' tokens with. */
  secret: string;
  scripts: readonly Script[];
  conversations: number;
  /** How many are played at a time. */
  concurrency: number;
  seed: number;
  /** Is given the trace of each conversation with a violation. */
  onFailure(trace: Trace): void;
};

export type ReplayResult = { stats: Stats; violations: readonly Violation[] };

/** A conversation that has not been played to its end after this long hangs. */
const PLAY_MS = 120_000;
/** The whole run may take this long, and as much again for each batch that is played at a time. */
const BATCH_MS = 180_000;

/**
 * Plays scripts, some at a time, over connections that get lost, and checks what each recording shows.
 * Rejects, naming what hangs, when it does not come to an end in time.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { server, secret, conversations, concurrency, seed, onFailure } = options;
  const random = randomFrom(seed);
  const stats = new Stats();
  const violations: Violation[] = [];
  const running = new Set<Play>();
  const faults = (side: "customer" | "agent", index: number): Faults => ({
    random: random.fork(index),
    onDrop: (drop) => {
      stats.drops[side][drop] += 1;
    },
  });

  const scripts = random.shuffle(options.scripts);
  const crew = await openCrew(server, secret, faults("agent", 0));
  let next = 0;

  async function playNext(): Promise<void> {
    while (next < conversations) {
      next += 1;
      const script = scripts[next % scripts.length];
      if (!script) throw new RangeError("There is nothing to replay.");
      const play = new Play({ script, server, crew, ...faults("customer", next) });
      running.add(play);
      const trace = await perform(play);
      running.delete(play);
      const { violations: found, reading } = check(trace);
      stats.add(reading);
      violations.push(...found);
      if (found.length > 0) onFailure(trace);
    }
  }

  try {
    const all = Promise.all(Array.from({ length: concurrency }, playNext)).then(() => true);
    const limit = BATCH_MS * (1 + Math.ceil(conversations / concurrency));
    if (!(await Promise.race([all, delay(limit, false, { ref: false })]))) {
      const stuck = [...running].map(({ id, doing }) => `${id}: ${doing}`);
      throw new Error(`Not at an end after ${limit / 1_000} s:\n${stuck.join("\n")}`);
    }
  } finally {
    for (const agent of crew) agent.close();
  }
  return { stats, violations };
}

async function perform(play: Play): Promise<Trace> {
  const limit = new AbortController();
  const late = delay(PLAY_MS, false, { signal: limit.signal }).catch(() => false);
  const inTime = await Promise.race([play.run().then(() => true), late]);
  limit.abort();
  const stuck = inTime ? [] : [`still ${play.doing} after ${PLAY_MS / 1_000} s`];
  const trace = await lowerCurtain(play);
  return { ...trace, hangs: [...stuck, ...trace.hangs] };
}
