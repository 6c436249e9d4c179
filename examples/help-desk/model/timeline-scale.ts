import type { Lanes } from "./timeline-lanes.ts";

/**
 * Which moment stands where. Where nothing changes for more than an hour, the picture is cut short to an hour:
 * else a night with the AI would leave no room for the ten minutes with people.
 */
export type TimeScale = {
  /** Moments in milliseconds, and their places from 0 (start) to 1 (end); between two of them time runs evenly. */
  stops: readonly { at: number; place: number }[];
  /** The middles of the stretches that were cut short. */
  cuts: readonly number[];
};

const LONGEST_MS = 3_600_000;

export function scaleOf({ lanes, from, to }: Pick<Lanes, "lanes" | "from" | "to">): TimeScale {
  const ends = lanes.flatMap(({ items }) => items.flatMap((item) => [item.from, item.to]));
  // A conversation that has only just begun has room to the right.
  const moments = [...new Set([from, ...ends, Math.max(to, from + 1_000)])].sort((a, b) => a - b);
  const cuts: number[] = [];
  let drawn = 0;
  const stops = moments.map((at, place) => {
    const before = moments[place - 1] ?? at;
    const isLong = at - before > LONGEST_MS && moments.length > 2;
    if (isLong) cuts.push((before + at) / 2);
    drawn += isLong ? LONGEST_MS : at - before;
    return { at, place: drawn };
  });
  return { stops: stops.map(({ at, place }) => ({ at, place: place / drawn })), cuts };
}

/**
 * The moments to name under a picture that has been cut: its ends, and where it goes on after a cut, no two closer
 * than `apart` (as places are counted).
 */
export function namedMoments({ stops, cuts }: TimeScale, apart: number): number[] {
  const after = cuts.map((cut) => stops.find(({ at }) => at > cut));
  const wanted = [stops[0], ...after, stops.at(-1)];
  const named: { at: number; place: number }[] = [];
  for (const stop of wanted) {
    if (stop && named.every(({ place }) => Math.abs(place - stop.place) >= apart)) named.push(stop);
  }
  return named.map(({ at }) => at);
}
