import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 20;

/** Resolves to true once it is so, or to false when it is not after `ms`. */
export async function until(isSo: () => boolean, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
