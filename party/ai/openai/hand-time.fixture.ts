import type { After } from "./watch.ts";

export type HandTime = {
  after: After;
  /** Lets that many milliseconds pass: what is due by then runs. */
  pass(ms: number): void;
  /** Resolves once somebody has begun to wait for just so many milliseconds, for the `count`th time. */
  begun(ms: number, count?: number): Promise<void>;
};

/** Time that passes only when the test says so: on a busy machine too, nothing is late. */
export function handTime(): HandTime {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const counts = new Map<number, number>();
  const waiting = new Set<() => void>();
  return {
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      counts.set(ms, (counts.get(ms) ?? 0) + 1);
      for (const wake of waiting) wake();
      return () => void timers.delete(timer);
    },
    pass(ms) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at <= now && timers.delete(timer)) timer.run();
      }
    },
    async begun(ms, count = 1) {
      while ((counts.get(ms) ?? 0) < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}
