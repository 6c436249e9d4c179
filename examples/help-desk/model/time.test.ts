import { expect, test } from "vitest";
import { words } from "../words.ts";
import { clockTime, dayName, elapsed, shortTime } from "./time.ts";

const NOW = new Date(2026, 10, 21, 14, 3).getTime();
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;

test.each([
  [12_000, "12 s"],
  [59_999, "59 s"],
  [4 * MINUTE, "4 min"],
  [60 * MINUTE, "1 h"],
  [65 * MINUTE, "1 h 5 min"],
  [49 * 60 * MINUTE, "2 d"],
  [9_000, "now"],
  [-5_000, "now"],
])("a wait of %i ms reads as %s", (ms, text) => {
  expect(elapsed(ago(ms), NOW)).toBe(text);
});

test("today has a time, this week a weekday, before that a date", () => {
  const minutesAgo = ago(3 * MINUTE);
  expect(shortTime(minutesAgo, NOW)).toBe(clockTime(minutesAgo));
  expect(shortTime(ago(48 * 60 * MINUTE), NOW)).toMatch(/^Thu/u);
  expect(shortTime(ago(10 * 24 * 60 * MINUTE), NOW)).toMatch(/11/u);
});

test("the timeline says today and yesterday", () => {
  expect(dayName(ago(0), NOW)).toBe(words.today);
  expect(dayName(ago(24 * 60 * MINUTE), NOW)).toBe(words.yesterday);
  expect(dayName(ago(72 * 60 * MINUTE), NOW)).toMatch(/18/u);
});
