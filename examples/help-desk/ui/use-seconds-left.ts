import { useEffect } from "preact/hooks";
import { now, startClock } from "../model/clock.ts";

/** Whole seconds until then, counting down while it is on the screen; 0 afterwards. */
export function useSecondsLeft(until: string): number {
  useEffect(() => startClock(1_000), []);
  return Math.max(0, Math.ceil((Date.parse(until) - now.value) / 1_000));
}
