/** How those whose connections were all cut at once came back. */

export type Storm = {
  kind: string;
  /** Minutes since the run began. */
  minute: number;
  /** Sockets that were open before it. */
  sockets: number;
  /** Seconds until the last one was back, from when the server could be reached. */
  seconds: number;
  /** Hellos in each second of that time. */
  perSecond: number[];
  /** The most in any second, over the mean of all. */
  peak: number;
  /** The most in any tenth of a second, as a rate per second: what the server has to bear. */
  fastest: number;
};

/** No second may see more than this many times the mean. */
export const WORST_PEAK = 3;

/** `hellos` and `from` on one clock, in milliseconds. */
export function shapeOf(
  hellos: readonly number[],
  from: number,
): Pick<Storm, "seconds" | "perSecond" | "peak" | "fastest"> {
  const after = hellos.map((at) => (at - from) / 1_000);
  const seconds = Math.max(0, ...after);
  const perSecond = histogram(after);
  // The last second has only begun: counted as a whole one it would make the mean too small.
  const mean = after.length / Math.max(1, seconds);
  return {
    seconds,
    perSecond,
    peak: after.length === 0 ? 0 : Math.max(...perSecond) / mean,
    fastest: 10 * Math.max(...histogram(after.map((seconds) => seconds * 10))),
  };
}

/** How many there are from 0 to 1, from 1 to 2, and so on up to the last. */
function histogram(values: readonly number[]): number[] {
  const bins: number[] = Array.from({ length: Math.floor(Math.max(0, ...values)) + 1 }, () => 0);
  for (const value of values) {
    const bin = Math.floor(Math.max(0, value));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
