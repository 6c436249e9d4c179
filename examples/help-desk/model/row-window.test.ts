import { expect, test } from "vitest";
import { placesToDraw, ROW_PX, shiftOf } from "./row-window.ts";

const viewPx = 10 * ROW_PX;
const drawn = (change: Partial<Parameters<typeof placesToDraw>[0]>) =>
  placesToDraw({ count: 2_000, top: 0, viewPx, kept: [], ...change });
const ends = (places: readonly number[]) => [places[0], places.at(-1), places.length];
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place);

test("[S1] of thousands of rows those in view are drawn, and some around them", () => {
  expect(ends(drawn({}))).toEqual([0, 18, 19]);
  expect(ends(drawn({ top: 1_000 * ROW_PX + 59 }))).toEqual([992, 1_018, 27]);
  expect(ends(drawn({ top: 1_995 * ROW_PX }))).toEqual([1_981, 1_999, 19]);
});

test("[S1] a short list is drawn whole, also when it was long and scrolled a moment ago", () => {
  expect(drawn({ count: 3 })).toEqual([0, 1, 2]);
  expect(drawn({ count: 0 })).toEqual([]);
  expect(drawn({ count: 12, top: 900 * ROW_PX })).toEqual(upTo(12));
});

test("[S1] a kept row is drawn with its neighbours, in its place and once", () => {
  const places = drawn({ top: 1_000 * ROW_PX, kept: [5, -1, 1_999, 1_003] });
  expect(places.slice(0, 4)).toEqual([4, 5, 6, 992]);
  expect(places.slice(-3)).toEqual([1_018, 1_998, 1_999]);
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
});

const ids = upTo(100).map(String);
/** Scrolled a little into the row at place 40. */
const seen = { ids, top: 40 * ROW_PX + 7 };

test("[S1] the view goes along with its rows when others come or go above them", () => {
  expect(shiftOf(seen, ids, viewPx)).toBe(0);
  expect(shiftOf(seen, ["new", "newer", ...ids], viewPx)).toBe(2);
  expect(shiftOf(seen, ids.slice(3), viewPx)).toBe(-3);
  expect(shiftOf(seen, [...ids, "below"], viewPx)).toBe(0);
});

test("[S1] one row of the view that goes to the top, or away, does not take the view along", () => {
  const others = ids.filter((id) => id !== "40");
  expect(shiftOf(seen, ["40", ...others], viewPx)).toBe(0);
  expect(shiftOf(seen, others, viewPx)).toBe(-1);
});

test("[S1] at the very top the view stays at the top; and where nothing is left of it, where it is", () => {
  expect(shiftOf({ ids, top: 0 }, ["new", ...ids], viewPx)).toBe(0);
  expect(shiftOf(seen, ["a", "b"], viewPx)).toBe(0);
});
