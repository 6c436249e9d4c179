import { expect, test } from "vitest";
import { exceeds, quantile } from "./bench.ts";

test("the median of an even number of samples lies between the two in the middle", () => {
  expect(quantile([30, 10, 20], 0.5)).toBe(20);
  expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
  expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6);
});

test("a limit holds for the median, and a measure without samples has not met it", () => {
  const measure = { what: "x", unit: "ms", limit: 20 } as const;
  expect(exceeds({ ...measure, samples: [10, 20, 500] })).toBe(false);
  expect(exceeds({ ...measure, samples: [10, 21, 500] })).toBe(true);
  expect(exceeds({ ...measure, samples: [] })).toBe(true);
  expect(exceeds({ what: "x", unit: "ms", samples: [500] })).toBe(false);
});
