import type { StageClock } from "./options.ts";

type Task = { at: number; order: number; now: boolean; run: () => void };

/**
 * Time in which, during a race, whatever may come next comes in any order: who is handed in first, when the disk
 * or the network answers, when the AI's next word or an alarm is due. `choose` decides; what takes no time at
 * all follows what caused it, in order.
 */
export class ChoiceClock implements StageClock {
  private time = Date.UTC(2026, 10, 21, 10);
  private order = 0;
  private readonly tasks = new Set<Task>();

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    this.order += 1;
    const task: Task = { at: this.time + Math.max(0, ms), order: this.order, now: ms <= 0, run };
    this.tasks.add(task);
    return () => void this.tasks.delete(task);
  }

  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (let task = this.first(end); task; task = this.first(end)) {
      await this.run(task);
    }
    this.time = Math.max(this.time, end);
  }

  /** Runs everything that falls into the next `ms`, in the order that `choose` says. */
  async race(ms: number, choose: (options: number) => number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const options = [...this.tasks].filter((task) => task.at <= end).sort(inOrder);
      const immediate = options.find((task) => task.now);
      const task = immediate ?? options[options.length > 1 ? choose(options.length) : 0];
      if (!task) break;
      await this.run(task);
    }
    this.time = Math.max(this.time, end);
  }

  private async run(task: Task): Promise<void> {
    this.tasks.delete(task);
    this.time = Math.max(this.time, task.at);
    task.run();
    await settled();
  }

  private first(end: number): Task | undefined {
    return [...this.tasks].filter((task) => task.at <= end).sort(inOrder)[0];
  }
}

function inOrder(one: Task, other: Task): number {
  return one.at - other.at || one.order - other.order;
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Every sequence of choices, each once: at first whatever comes first, then all that leave that at one place, from
 * the earliest place on.
 */
export function* everySchedule(most: number): Generator<(options: number) => number, void> {
  const prefixes: (readonly number[])[] = [[]];
  for (let count = 0; count < most; count += 1) {
    const prefix = prefixes.shift();
    if (!prefix) return;
    const taken: number[] = [];
    yield (options) => {
      const place = taken.length;
      const choice = Math.min(prefix[place] ?? 0, options - 1);
      if (place >= prefix.length) {
        for (let other = 1; other < options; other += 1) prefixes.push([...taken, other]);
      }
      taken.push(choice);
      return choice;
    };
  }
}
