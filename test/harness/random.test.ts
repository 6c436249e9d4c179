import { expect, test } from "vitest";
import { randomFrom } from "./random.ts";

test("the same seed gives the same draws, another one does not", () => {
  const [one, again, other] = [randomFrom(7), randomFrom(7), randomFrom(8)];
  const five = (random: typeof one) => Array.from({ length: 5 }, () => random.next());
  const first = five(one);
  expect(five(again)).toEqual(first);
  expect(five(other)).not.toEqual(first);
});

test("a part's own randomness does not depend on what others have drawn", () => {
  const early = randomFrom(7);
  const late = randomFrom(7);
  for (let times = 0; times < 10; times += 1) late.next();
  expect(late.fork(3).next()).toBe(early.fork(3).next());
  expect(early.fork(3).next()).not.toBe(early.fork(4).next());
});

test("whole numbers reach both ends and nothing beyond", () => {
  const random = randomFrom(1);
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(2, 4)));
  expect([...drawn].sort()).toEqual([2, 3, 4]);
});

test("shuffling keeps everything", () => {
  const items = ["a", "b", "c", "d", "e", "f"];
  expect(randomFrom(3).shuffle(items).sort()).toEqual(items);
});
