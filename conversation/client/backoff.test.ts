import fc from "fast-check";
import { expect, test } from "vitest";
import { BACKOFF_MS, backoff } from "./backoff.ts";

test("each wait is anything up to its ceiling, and the ceilings rise to half a minute", () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const ceiling = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
        const wait = backoff(failures, () => random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(ceiling);
      },
    ),
  );
  expect([...BACKOFF_MS].sort((a, b) => a - b)).toEqual(BACKOFF_MS);
  expect(BACKOFF_MS.at(-1)).toBe(30_000);
});

test("full jitter: the whole span is used, so clients that fell together rise apart", () => {
  expect(backoff(3, () => 0)).toBe(0);
  expect(backoff(3, () => 0.5)).toBe(2_000);
  expect(backoff(3, () => 0.999)).toBe(3_996);
});
