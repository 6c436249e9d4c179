import type { Scheduler } from "../memory.ts";
import { cryptoOnThisThread } from "./crypto-on-this-thread.ts";

cryptoOnThisThread();

type Task = { at: number; order: number; run: () => void };

/** Time that moves only when a test says so; what takes no time happens by itself. */
export class ManualScheduler implements Scheduler {
  // Tokens are minted by the real clock, so time starts there.
  private time = Date.now();
  private order = 0;
  private readonly tasks = new Set<Task>();

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    if (ms <= 0) {
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    }
    this.order += 1;
    const task = { at: this.time + ms, order: this.order, run };
    this.tasks.add(task);
    return () => void this.tasks.delete(task);
  }

  /** Lets `ms` pass: whatever becomes due happens in its turn. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await quiet();
    for (let task = this.next(end); task; task = this.next(end)) {
      this.tasks.delete(task);
      this.time = Math.max(this.time, task.at);
      task.run();
      await quiet();
    }
    this.time = end;
    await quiet();
  }

  /** The clock jumps: nothing that should have happened meanwhile does before time passes again. */
  skip(ms: number): void {
    this.time += ms;
  }

  private next(end: number): Task | undefined {
    let first: Task | undefined;
    for (const task of this.tasks) {
      if (task.at > end) continue;
      if (!first || task.at < first.at || (task.at === first.at && task.order < first.order)) first = task;
    }
    return first;
  }
}

/** Until nothing moves without time passing: nothing here waits for a thread or the network. */
export async function quiet(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** xorshift32: the same seed, the same bytes. */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state & 0xff;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}
