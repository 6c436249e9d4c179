/** In the middle; of an even number, the upper one of the two. Zero of none. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export type Point = { x: number; y: number };

/**
 * How y grows with x, in units of y per unit of x: the median of the slopes between any two points of a stretch (Theil
 * and Sen). What happens from one stretch to the next does not count here.
 */
export function slopeOf(...stretches: readonly (readonly Point[])[]): number {
  return medianOf(
    stretches.flatMap((points) =>
      points.flatMap((a, index) =>
        points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
      ),
    ),
  );
}

/** How much higher y is in each stretch than in the one before, by their medians. */
export function stepsOf(...stretches: readonly (readonly Point[])[]): number[] {
  const levels = stretches
    .filter((points) => points.length > 0)
    .map((points) => medianOf(points.map(({ y }) => y)));
  return levels.slice(1).map((level, index) => level - (levels[index] ?? level));
}
