import { expect, test } from "vitest";
import { entriesOf, findEntry } from "./sentiment-book.ts";
import { tokensOf } from "./sentiment-tokens.ts";
import { SENTIMENT_LANGUAGES } from "./sentiment-words.ts";

test.each(SENTIMENT_LANGUAGES)("[S8] %s lists nothing twice, and nothing empty", (language) => {
  const phrases = entriesOf(language).map(({ patterns }) => patterns.join(" "));
  expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  expect(phrases).not.toContain("");
});

test.each(SENTIMENT_LANGUAGES)("[S8] %s finds each of its entries as what it is listed for", (language) => {
  const lost = entriesOf(language).filter((entry) => {
    // What the stars stand for, and elided words as they are written.
    const text = entry.patterns.map((pattern) => pattern.replace(/^\*/u, "x").replace(/\*$/u, "")).join(" ");
    const found = findEntry(language, tokensOf(text.replaceAll("' ", "'")), 0);
    return found?.kind !== entry.kind;
  });
  expect(lost.map(({ patterns }) => patterns.join(" "))).toEqual([]);
});

test("[S8] the longest entry wins", () => {
  expect(findEntry("en", tokensOf("good morning"), 0)?.kind).toBe("plain");
  expect(findEntry("en", tokensOf("good"), 0)?.kind).toBe("good");
});
