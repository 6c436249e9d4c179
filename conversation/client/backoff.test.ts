import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../test/harness/random.ts";
import { backoff } from "./backoff.ts";

const SEED = 11;

test("the first wait is anything up to 2 s, later ones are between half of a ceiling and the ceiling", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(50), random, (failures, drawn) => {
      const wait = backoff(failures, () => drawn);
      const most = backoff(failures, () => 1);
      expect(wait).toBeLessThanOrEqual(most);
      expect(wait).toBeGreaterThanOrEqual(failures === 0 ? 0 : Math.floor(most / 2));
    }),
  );
});

test("ceilings rise from 2 s to 20 s, and stay there", () => {
  const ceilings = Array.from({ length: 14 }, (_, failures) => backoff(failures, () => 1));
  expect(ceilings[0]).toBe(2_000);
  expect([...ceilings].sort((a, b) => a - b)).toEqual(ceilings);
  expect(ceilings.slice(-2)).toEqual([20_000, 20_000]);
});

/** Seconds after which each of so many comes back, whose connections were cut at once from a server that is away. */
function returns(clients: number, awayMs: number): number[] {
  const random = randomFrom(SEED);
  return Array.from({ length: clients }, () => {
    let at = 0;
    for (let failures = 0; at === 0 || at < awayMs; failures += 1) at += backoff(failures, random.next);
    return (at - awayMs) / 1_000;
  });
}

test.each([0, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120])(
  "a server that was away for %d s: no second sees more than three times the mean",
  (seconds) => {
    const perSecond = new Map<number, number>();
    const all = returns(1_000, seconds * 1_000);
    for (const second of all.map(Math.floor)) perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    const mean = all.length / (Math.max(...perSecond.keys()) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(3 * mean);
  },
);
