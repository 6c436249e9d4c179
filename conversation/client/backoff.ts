/** Ceilings of the waits between tries, in milliseconds; the last one repeats. */
export const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/**
 * How long to wait after that many failures, in milliseconds. Full jitter, anything up to the ceiling: after
 * a deploy has dropped every socket at once, the clients must not come back at once.
 */
export function backoff(failures: number, random: () => number): number {
  const ceiling = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
  return Math.floor(random() * ceiling);
}
