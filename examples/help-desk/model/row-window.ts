/** Which rows of a long list are drawn. All rows are of one height, so places are arithmetic. */

/** How high a row of the directory is, in CSS pixels. */
export const ROW_PX = 60;
/** Rows drawn on either side of the view, for when scrolling is ahead of drawing. */
const AROUND = 8;

type Drawn = {
  count: number;
  /** How far the list is scrolled, and how high its view is at most, in CSS pixels. */
  top: number;
  viewPx: number;
  /** Places of rows that are drawn wherever the view is, such as the one with the focus; -1 is none. */
  kept: readonly number[];
};

/**
 * The places of the rows to draw, in order. A kept row has its neighbours with it, so that the Tab key goes on from
 * there and not from wherever the view is.
 */
export function placesToDraw({ count, top, viewPx, kept }: Drawn): readonly number[] {
  const inView = rowsInView(viewPx);
  // A list that has become shorter than `top` is at its end: the browser is about to say so.
  const first = Math.max(0, Math.min(placeAt(top), count - inView));
  const places = new Set(range(first - AROUND, first + inView + AROUND));
  for (const place of kept) {
    if (place >= 0) for (const near of range(place - 1, place + 2)) places.add(near);
  }
  return [...places].filter((place) => place >= 0 && place < count).sort((a, b) => a - b);
}

/**
 * By how many places the view must go along for what is in it to stay: as far as most of its rows have moved. A single
 * one that went to the top, or left, does not take the view with it. At the very top the view stays there.
 */
export function shiftOf(
  before: { ids: readonly string[]; top: number },
  ids: readonly string[],
  viewPx: number,
): number {
  if (before.top === 0 || before.ids === ids) return 0;
  const first = placeAt(before.top);
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const shifts = before.ids
    .slice(first, first + rowsInView(viewPx))
    .flatMap((id, index) => (placeOf.get(id) ?? Number.NaN) - first - index)
    .filter((shift) => !Number.isNaN(shift))
    .sort((a, b) => a - b);
  return shifts[Math.floor((shifts.length - 1) / 2)] ?? 0;
}

function placeAt(px: number): number {
  return Math.floor(px / ROW_PX);
}

function rowsInView(viewPx: number): number {
  return Math.ceil(viewPx / ROW_PX) + 1;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
