/**
 * How y grows with x, in units of y per unit of x: the median of the slopes between any two points (Theil and Sen). A
 * single step, as after a storm, hardly moves it; growth that goes on does.
 */
export function slopeOf(points: readonly { x: number; y: number }[]): number {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  return slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0;
}
