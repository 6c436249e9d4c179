import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import { RateLimits } from "./rate-limit.ts";

test("[A7] a clock that was put back locks nobody out", () => {
  let now = 10_000_000;
  const limits = new RateLimits(() => now);
  const { limits: figures } = DEFAULT_CONFIG;
  for (let sent = 0; sent < figures.messagesPer10s; sent += 1) expect(limits.entry("maria", figures)).toBe(0);
  now -= 3_600_000;
  expect(limits.entry("maria", figures)).toBeLessThanOrEqual(1_000);
  now += 1_000;
  expect(limits.entry("maria", figures)).toBe(0);
});
