/** What a bench measures. Nothing here asserts: `scripts/bench.ts` holds the medians against their limits. */
export type Measure = {
  what: string;
  unit: "ms" | "rows" | "frames" | "MB" | "kB" | "requests" | "CLS";
  /** One value of each run. */
  samples: readonly number[];
  /** What the median must not exceed; without one the measure is there to compare with. */
  limit?: number;
};

export type Bench = { about: string; run(): Promise<readonly Measure[]> };

/** The value that this share of the samples does not exceed; 0.5 is the median. NaN where there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** A measure without samples exceeds every limit: it has shown nothing. */
export function exceeds({ samples, limit }: Measure): boolean {
  return limit !== undefined && !(quantile(samples, 0.5) <= limit);
}
