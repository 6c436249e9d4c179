import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PINNED } from "./pinned.ts";
import { play, stepsNamed } from "./run.ts";

describe("what once failed", () => {
  test.each(PINNED)("[$rule] $why (seed $seed)", async ({ seed, steps, settings }) => {
    expect((await play(seed, stepsNamed(steps), settings)).violations).toEqual([]);
  });
});

describe("one seed decides everything", () => {
  test("[I2] the same seed gives the same trace in two processes", async () => {
    const script = fileURLToPath(new URL("../../scripts/sim.ts", import.meta.url));
    const hash = () =>
      execFileSync(process.execPath, ["--import", "tsx", script, "--hash", "7"], { encoding: "utf8" }).trim();
    const first = hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/u);
    expect(hash()).toBe(first);
  });
});
