type Timer = { at: number; order: number; depth: number; fn: () => void };

/** Time that moves only when a test says so. */
export class ManualClock {
  now = Date.UTC(2026, 10, 20, 12);
  /**
   * The longest chain of timers that set one another, as browsers count it: of a page that has been hidden for five
   * minutes, a timer of a chain of five fires once a minute at most.
   */
  longestChain = 0;
  #order = 0;
  #depth = 0;
  #timers = new Set<Timer>();

  readonly setTimer = (ms: number, fn: () => void): (() => void) => {
    this.#order += 1;
    const timer = { at: this.now + ms, order: this.#order, depth: this.#depth + 1, fn };
    this.longestChain = Math.max(this.longestChain, timer.depth);
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many timers are set. */
  get running(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass: every timer that becomes due fires in its turn, and what it sets off settles. */
  async advance(ms: number): Promise<void> {
    await settle();
    const end = this.now + ms;
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.now = Math.max(this.now, timer.at);
      this.#depth = timer.depth;
      timer.fn();
      this.#depth = 0;
      await settle();
    }
    this.now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ at }) => at <= end)
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .at(0);
  }
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
