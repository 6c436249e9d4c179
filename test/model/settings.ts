/**
 * How much is tried, and from which seed: always the same one, so that a commit has one verdict, unless
 * `MODEL_SEED` says another or `random`. `MODEL_SEED`, `MODEL_PATH` and `MODEL_REPLAY` repeat a failure with
 * what it printed; `MODEL_RUNS` multiplies the number of histories.
 */
const { MODEL_SEED = "20261121" } = process.env;
export const SEED = MODEL_SEED === "random" ? Date.now() % 2 ** 31 : Number(MODEL_SEED);
const TIMES = Number(process.env.MODEL_RUNS ?? 1);

export function runs(count: number): number {
  return Math.max(1, Math.round(count * TIMES));
}

export const PARAMETERS = {
  seed: SEED,
  // Short histories are not tried more than long ones: what is interesting needs a past.
  unbiased: true,
  ...(process.env.MODEL_PATH ? { path: process.env.MODEL_PATH } : {}),
  ...(process.env.MODEL_VERBOSE ? { verbose: Number(process.env.MODEL_VERBOSE) } : {}),
};

export const REPLAY = process.env.MODEL_REPLAY ? { replayPath: process.env.MODEL_REPLAY } : {};

/** Vitest's limit for a test of that many milliseconds at one time. */
export function within(ms: number): { timeout: number } {
  return { timeout: ms * Math.max(1, TIMES) };
}
