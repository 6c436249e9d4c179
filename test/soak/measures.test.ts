import { describe, expect, test } from "vitest";
import { secondsOf } from "./gauges.ts";
import { faultsOf, growthOf, MOST_GROWTH, MOST_STEP } from "./report.ts";
import { stormsFor } from "./schedule.ts";
import { slopeOf, stepsOf } from "./slope.ts";
import { shapeOf } from "./storm.ts";

describe("reconnects after a drop", () => {
  test("are counted second by second, up to the last", () => {
    const { perSecond, seconds, peak } = shapeOf([1_100, 1_200, 1_900, 2_500, 4_999], 1_000);
    expect(perSecond).toEqual([3, 1, 0, 1]);
    expect(seconds).toBeCloseTo(3.999);
    // Of five in four seconds all but a thousandth: the last second is counted by as much of it as there was.
    expect(peak).toBeCloseTo(3 / (5 / 3.999));
  });

  test("that come all at once show in the busiest tenth of a second", () => {
    const together = Array.from({ length: 50 }, () => 1_010);
    expect(shapeOf(together, 1_000).fastest).toBe(500);
  });

  test("where nobody was connected, nobody comes back", () => {
    expect(shapeOf([], 0)).toEqual({ seconds: 0, perSecond: [0], peak: 0, fastest: 0 });
  });
});

test("the slope is that of the line through the points, whatever a single step may be", () => {
  const points = Array.from({ length: 30 }, (_, x) => ({ x, y: 5 - 2 * x }));
  expect(slopeOf(points)).toBeCloseTo(-2);
  expect(slopeOf(points.map(({ x }) => ({ x, y: x < 5 ? 0 : 40 })))).toBe(0);
  expect(slopeOf([{ x: 1, y: 7 }])).toBe(0);
  const [before, after] = [points.slice(0, 15), points.slice(15).map(({ x, y }) => ({ x, y: y + 100 }))];
  expect(slopeOf(before, after)).toBeCloseTo(-2);
  expect(stepsOf(before, [], after)).toEqual([70]);
});

test("CPU time is read as ps prints it", () => {
  expect(["00:00:09", "01:02:03", "2-00:00:01", "0:12"].map(secondsOf)).toEqual([9, 3_723, 172_801, 12]);
});

test("an hour has a storm every ten minutes, and its crash in the first third; a short run has one of each kind", () => {
  expect(stormsFor(60).map(({ minute }) => minute)).toEqual([5, 15, 25, 35, 45, 55]);
  expect(stormsFor(60).filter(({ kind }) => kind === "crash")).toEqual([{ minute: 15, kind: "crash" }]);
  expect(new Set(stormsFor(3).map(({ kind }) => kind)).size).toBe(3);
});

describe("memory", () => {
  const storm = (kind: "crash" | "drop", minute: number) => ({
    ...{ kind, minute, sockets: 0, seconds: 1, perSecond: [1], peak: 1, fastest: 1 },
  });
  const drops = [25, 35, 45, 55];
  /** That much an hour, and so much more with each drop. */
  const hour = (mibPerHour: number, steps: readonly number[] = []) => ({
    storms: [storm("crash", 15), ...drops.map((minute) => storm("drop", minute))],
    samples: Array.from({ length: 360 }, (_, index) => ({
      ...{ minute: index / 6, conversations: 1, sockets: 1, checked: 0, workerdCpu: 0, loadCpu: 0 },
      workerd:
        300 +
        (mibPerHour * index) / 360 +
        steps.reduce((sum, step, n) => (index / 6 >= (drops[n] ?? 0) ? sum + step : sum), 0),
      ...{ partykit: 200, load: 200 },
    })),
  });

  test("that grows is told in MiB an hour, from the last two thirds", () => {
    const growth = growthOf(hour(90), 60);
    expect(growth).toMatchObject({ from: 20, to: 60, judged: true });
    expect(growth.workerd).toBeCloseTo(90);
    expect(growth.load).toBeCloseTo(0);
  });

  test("that one storm raises is no growth; what each of them leaves behind is", () => {
    const once = hour(10, [0, 0, 60, 0]);
    expect(growthOf(once, 60).workerd).toBeCloseTo(10);
    expect(faultsOf({ ...once, violations: [] }, growthOf(once, 60))).toEqual([]);
    const each = hour(
      0,
      drops.map(() => MOST_STEP + 1),
    );
    expect(faultsOf({ ...each, violations: [] }, growthOf(each, 60))).toEqual([
      `each storm leaves workerd ${MOST_STEP + 1} MiB higher`,
    ]);
  });

  test.each([
    [MOST_GROWTH.workerd - 1, 0],
    [MOST_GROWTH.workerd + 1, 1],
  ])("%d MiB an hour: %d faults", (mibPerHour, faults) => {
    const run = hour(mibPerHour);
    expect(faultsOf({ ...run, violations: [] }, growthOf(run, 60))).toHaveLength(faults);
  });
});
