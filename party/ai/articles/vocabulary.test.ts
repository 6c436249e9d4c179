import { expect, test } from "vitest";
import { stopWords } from "../text/stop-words.ts";
import { createVocabulary } from "./vocabulary.ts";

const texts = ["We ship gift cards", "Cards are charged at dispatch", "The parcel is at the counter"];
const vocabulary = createVocabulary(texts, stopWords("en"));
const read = (question: string) => vocabulary.read(question).filter(({ light }) => !light);

test("a rare word weighs more than a frequent one, and a small one least", () => {
  const [card, parcel] = read("card parcel");
  expect(parcel?.weight).toBeGreaterThan(card?.weight ?? 0);
  const [small] = vocabulary.read("the");
  expect(small?.weight).toBeLessThan(card?.weight ?? 0);
});

test.each([
  ["a misspelt word", "parcle", ["parcel"]],
  ["two words written as one", "giftcard", ["gift", "card"]],
  ["a strange word", "umbrella", ["umbrella"]],
])("%s is read: %s", (_, question, stems) => {
  expect(read(question).map(({ stem }) => stem)).toEqual(stems);
});

test("numbers of orders and phones are no words of the question", () => {
  expect(read("parcel LM-204518, call +353 20 912 0147").map(({ stem }) => stem)).toEqual(["parcel", "call"]);
});

test("of a message of the greatest length the beginning is read", () => {
  const long = Array.from(
    { length: 800 },
    (_, at) => `word${String.fromCharCode(97 + (at % 26), 97 + at / 26)}`,
  );
  expect(vocabulary.read(long.join(" ")).length).toBeLessThanOrEqual(60);
});
