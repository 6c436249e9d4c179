export const DAY_MS = 24 * 3_600_000;

/** The day of UTC, such as 2026-11-22. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** When the day of UTC is over. */
export function endOfDay(at: number): number {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}
