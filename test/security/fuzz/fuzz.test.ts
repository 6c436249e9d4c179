import { describe, expect, test } from "vitest";
import { feed } from "./feed.ts";
import { fuzz, seedOfToday, vacuous } from "./fuzz.ts";
import { counting } from "./steps.ts";

/** The short run; `npm run fuzz -- --inputs 1000000 --seed N` is the long one. */

const INPUTS = 50_000;
const FED = 600;
/** On a busy machine; idle it takes a tenth of it. */
const AT_MOST_MS = 120_000;

describe("whatever bytes come", () => {
  test(
    "[A7] every decoder answers with a frame of its schema or an error of the list, and rooms live on",
    async () => {
      const seed = seedOfToday();
      console.info(`npm run fuzz -- --inputs ${INPUTS} --seed ${seed}`);
      const accepted: string[] = [];
      const report = fuzz({ inputs: INPUTS, seed }, (raw) => {
        if (accepted.length < FED) accepted.push(raw);
      });
      expect(report.failures).toEqual([]);
      expect(vacuous(report)).toEqual([]);
      expect(report.mutated.accepted).toBeGreaterThan(INPUTS / 50);
      expect(report.mutated.refused).toBeGreaterThan(INPUTS / 10);
      expect(report.counted).toBeGreaterThan(INPUTS / 100);
      const fed = await feed(accepted, seed);
      expect(fed.trouble).toEqual([]);
      // Of 600 between 32 and 45 are taken, by the seed; a third of that would be suspicious.
      expect(fed.acks).toBeGreaterThan(FED / 50);
      expect(fed.rejects).toBeGreaterThan(FED / 2);
    },
    AT_MOST_MS,
  );

  test("[A7] the same seed makes the same inputs", () => {
    const run = () => {
      const raws: string[] = [];
      fuzz({ inputs: 1_000, seed: 7 }, (raw) => raws.push(raw));
      return raws;
    };
    expect(run()).toEqual(run());
  });

  test("[A7] steps are counted, so that a decoder which looks at everything for everything would be found", () => {
    const text = JSON.stringify(Array.from({ length: 100 }, (_, index) => index));
    const quadratic = () => {
      const list: number[] = JSON.parse(text);
      return list.filter((one) => list.includes(one)).length;
    };
    expect(counting(quadratic).steps).toBeGreaterThan(5_000);
    expect(counting(() => JSON.parse(text).length).steps).toBeLessThan(10);
  });
});
