const RETRY_MS = [2_000, 5_000, 10_000, 30_000];

/** How long to wait before the next try, in milliseconds, where so many in a row have come to nothing before this one. */
export function retryAfter(failures: number): number {
  return RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
}
