import type { Scheduler } from "../../party/hosts/memory.ts";

type Task = { at: number; order: number; run: () => void; cancelled: boolean };

/** Time and order, decided by nobody but the simulation. Tasks of one moment run in the order they were asked for. */
export class SimulatedTime implements Scheduler {
  /** How many tasks have run. */
  steps = 0;
  private time = Date.UTC(2026, 10, 21, 10);
  private order = 0;
  private readonly heap: Task[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    this.order += 1;
    // As timers do, in whole milliseconds.
    const task: Task = {
      at: this.time + Math.trunc(Math.max(0, ms)),
      order: this.order,
      run,
      cancelled: false,
    };
    this.push(task);
    return () => {
      task.cancelled = true;
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs whatever happens in the next `ms`, or until it `isOver`. */
  async pass(ms: number, isOver: () => boolean = () => false): Promise<void> {
    const end = this.time + ms;
    await settled();
    while (!isOver()) {
      const task = this.heap[0];
      if (!task || task.at > end) break;
      this.pop();
      if (task.cancelled) continue;
      this.time = task.at;
      this.steps += 1;
      task.run();
      await settled();
    }
    if (!isOver()) this.time = Math.max(this.time, end);
  }

  private push(task: Task): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(task);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, task)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = task;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      const smaller = other && one && isBefore(other, one) ? left + 1 : left;
      const below = heap[smaller];
      if (!below || isBefore(last, below)) break;
      heap[index] = below;
      index = smaller;
    }
    heap[index] = last;
  }
}

function isBefore(one: Task, other: Task): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Until every promise that can settle has: nothing here waits for a thread or the network. */
function settled(): Promise<void> {
  // Node takes a next tick when there is no promise left to settle.
  return new Promise((resolve) => process.nextTick(resolve));
}
