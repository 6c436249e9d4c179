/** How long each stage may take, in milliseconds, and how often a request is tried again. */
export type Limits = {
  /** From the request to the first chunk of the answer, for each attempt. */
  firstTokenMs: number;
  betweenTokensMs: number;
  /** The whole answer, attempts and pauses included. */
  totalMs: number;
  /** The whole summary. */
  summaryMs: number;
  /** Further attempts after 429, 5xx or a failed connection, before the first token only. */
  retries: number;
  /** First pause before another attempt; doubled each time, and jittered. */
  backoffMs: number;
  /** A server that asks for a longer pause than this is not asked again. */
  retryAfterMs: number;
};

export const LIMITS: Limits = {
  firstTokenMs: 20_000,
  betweenTokensMs: 15_000,
  totalMs: 120_000,
  summaryMs: 20_000,
  retries: 2,
  backoffMs: 500,
  retryAfterMs: 10_000,
};
