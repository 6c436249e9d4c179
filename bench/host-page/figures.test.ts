import { expect, test } from "vitest";
import { exceeds, quantile } from "../bench.ts";
import { tableOf } from "../report.ts";
import { measuresOf, type Round } from "./figures.ts";

const FREE = { scriptMs: 0, heapMB: 0, longestTaskMs: 0, fetchedKB: 0, requests: 0, layoutShift: 0 };

/** A round in which nothing costs anything, but what is given. */
const round = (costs: Partial<Record<keyof Round, Partial<Round["bare"]>>>): Round => ({
  bare: { ...FREE, ...costs.bare },
  widget: { ...FREE, ...costs.widget },
  opened: { ...FREE, ...costs.opened },
  deepChat: { ...FREE, ...costs.deepChat },
});

function measure(rounds: readonly Round[], what: string) {
  const found = measuresOf(rounds).find((one) => one.what === what);
  if (!found) throw new Error(`there is no measure "${what}"`);
  return found;
}

/** Which measures are over their limit. */
const exceeded = (rounds: readonly Round[]) =>
  measuresOf(rounds)
    .filter(exceeds)
    .map(({ what }) => what);

test("a page is held against the bare page of its own round, so a slow round counts as any other", () => {
  const rounds = [
    round({ bare: { scriptMs: 1 }, widget: { scriptMs: 4 } }),
    round({ bare: { scriptMs: 101 }, widget: { scriptMs: 104 } }),
    round({ bare: { scriptMs: 2 }, widget: { scriptMs: 5 } }),
  ];
  expect(measure(rounds, "script time added: widget, nobody opens it").samples).toEqual([3, 3, 3]);
  expect(measure(rounds, "script time: bare page").samples).toEqual([1, 101, 2]);
});

test("the longest task is told as it is: it does not add up", () => {
  const rounds = [round({ bare: { longestTaskMs: 7 }, opened: { longestTaskMs: 30 } })];
  expect(quantile(measure(rounds, "longest task: widget, opened").samples, 0.5)).toBe(30);
});

test("what exactly meets its limit holds, and the least more does not", () => {
  const at = { scriptMs: 5, heapMB: 0.3, longestTaskMs: 50 };
  expect(exceeded([round({ widget: at, opened: { longestTaskMs: 50 } })])).toEqual([]);
  const over = { scriptMs: 5.1, heapMB: 0.31, longestTaskMs: 51, layoutShift: 0.001 };
  expect(exceeded([round({ widget: over, opened: { longestTaskMs: 51, layoutShift: 0.001 } })])).toEqual([
    "script time added: widget, nobody opens it",
    "heap added: widget, nobody opens it",
    "longest task: widget, nobody opens it",
    "longest task: widget, opened",
    "layout shift added: widget, nobody opens it",
    "layout shift added: widget, opened",
  ]);
});

test("deep-chat is there to compare with: whatever it costs, no limit is exceeded", () => {
  const much = { ...FREE, scriptMs: 1e3, heapMB: 1e3, longestTaskMs: 1e3, layoutShift: 1 };
  expect(exceeded([round({ deepChat: much })])).toEqual([]);
});

test("the table has as many digits as its limits need", () => {
  const table = tableOf(measuresOf([round({ widget: { heapMB: 0.301, layoutShift: 0.004 } })]));
  expect(table).toContain("0.004 CLS");
  expect(table).toContain("0.3 MB: EXCEEDED");
  expect(table).toContain("0.30 MB");
});
