import { signal } from "@preact/signals";

/** The console's idea of now, in milliseconds since 1970. It moves slowly: it only feeds "4 min" and the like. */
export const now = signal(Date.now());

/** Keeps the clock going; returns what stops it. */
export function startClock(everyMs = 5_000): () => void {
  const tick = () => {
    now.value = Date.now();
  };
  tick();
  const timer = setInterval(tick, everyMs);
  return () => clearInterval(timer);
}
