import { ManualScheduler } from "../../hosts/testing/manual-scheduler.ts";
import type { After } from "./watch.ts";

export type HandTime = {
  after: After;
  /** Lets that many milliseconds pass: what is due by then runs. */
  pass(ms: number): Promise<void>;
  /** Resolves once somebody has begun to wait for just so many milliseconds, for the `count`th time. */
  begun(ms: number, count?: number): Promise<void>;
};

/** Time that passes only when the test says so: on a busy machine too, nothing is late. */
export function handTime(): HandTime {
  const scheduler = new ManualScheduler();
  const counts = new Map<number, number>();
  const waiting = new Set<() => void>();
  return {
    after(ms, run) {
      counts.set(ms, (counts.get(ms) ?? 0) + 1);
      for (const wake of waiting) wake();
      return scheduler.after(ms, run);
    },
    pass: (ms) => scheduler.pass(ms),
    async begun(ms, count = 1) {
      while ((counts.get(ms) ?? 0) < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}
