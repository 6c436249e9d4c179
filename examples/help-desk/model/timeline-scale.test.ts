import { describe, expect, test } from "vitest";
import { namedMoments, scaleOf } from "./timeline-scale.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Stretches of the AI that follow each other, in milliseconds. */
function following(...lengths: number[]) {
  let from = 0;
  const items = lengths.map((length, place) => {
    const item = { key: `${place}`, kind: "ai" as const, from, to: from + length, running: false };
    from = item.to;
    return item;
  });
  return { lanes: [{ key: "ai", kind: "ai" as const, items }], from: 0, to: from };
}

describe("which moment stands where", () => {
  test("time runs evenly from the start to the end", () => {
    const { stops, cuts } = scaleOf(following(10 * MINUTE, 30 * MINUTE));
    expect(stops).toEqual([
      { at: 0, place: 0 },
      { at: 10 * MINUTE, place: 0.25 },
      { at: 40 * MINUTE, place: 1 },
    ]);
    expect(cuts).toEqual([]);
  });

  test("a night in which nothing changes is cut short to an hour, and says where", () => {
    const { stops, cuts } = scaleOf(following(20 * MINUTE, 13 * HOUR, 40 * MINUTE));
    expect(stops.map(({ place }) => place)).toEqual([0, 1 / 6, 4 / 6, 1]);
    expect(cuts).toEqual([20 * MINUTE + 6.5 * HOUR]);
  });

  test("a single long stretch has nothing to make room for", () => {
    expect(scaleOf(following(9 * HOUR)).cuts).toEqual([]);
  });

  test("a conversation that has only just begun stands at the start", () => {
    expect(scaleOf({ lanes: [], from: 5, to: 5 }).stops).toEqual([
      { at: 5, place: 0 },
      { at: 1_005, place: 1 },
    ]);
  });

  test("named are the ends and where it goes on after a cut, unless they would touch", () => {
    const scale = scaleOf(following(20 * MINUTE, 13 * HOUR, 40 * MINUTE));
    const wholeMs = 14 * HOUR;
    expect(namedMoments(scale, 0.3)).toEqual([0, 13 * HOUR + 20 * MINUTE, wholeMs]);
    expect(namedMoments(scale, 0.5)).toEqual([0, 13 * HOUR + 20 * MINUTE]);
  });
});
