import { type Token, tokensOf } from "./sentiment-tokens.ts";
import {
  SENTIMENT_KINDS,
  SENTIMENT_WORDS,
  type SentimentKind,
  type SentimentLanguage,
} from "./sentiment-words.ts";

/** A word or phrase of the lists, a pattern for each of its words. */
export type Entry = { kind: SentimentKind; patterns: readonly string[] };

/** A language's entries by first letter, longest first. */
type Book = ReadonlyMap<string, readonly Entry[]>;

const books = new Map<SentimentLanguage, Book>();

/** The longest entry of a language that starts at token `at`. */
export function findEntry(
  language: SentimentLanguage,
  tokens: readonly Token[],
  at: number,
): Entry | undefined {
  const book = bookOf(language);
  for (const form of tokens[at]?.forms ?? []) {
    for (const entry of book.get(initial(form)) ?? []) {
      if (matches(entry.patterns, tokens, at, form)) return entry;
    }
  }
  return undefined;
}

function matches(patterns: readonly string[], tokens: readonly Token[], at: number, first: string): boolean {
  return patterns.every((pattern, index) => {
    if (index === 0) return fits(pattern, first);
    return tokens[at + index]?.forms.some((form) => fits(pattern, form)) ?? false;
  });
}

function fits(pattern: string, word: string): boolean {
  return pattern.endsWith("*") ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

/** A book is made when its language is first met: most rooms meet one or two. */
function bookOf(language: SentimentLanguage): Book {
  const known = books.get(language);
  if (known !== undefined) return known;
  const book = new Map<string, Entry[]>();
  for (const entry of entriesOf(language)) {
    const letter = initial(entry.patterns[0] ?? "");
    book.set(letter, [...(book.get(letter) ?? []), entry]);
  }
  for (const entries of book.values()) entries.sort(longestFirst);
  books.set(language, book);
  return book;
}

/** All entries of a language, as they are listed. */
export function entriesOf(language: SentimentLanguage): Entry[] {
  return SENTIMENT_KINDS.flatMap((kind) =>
    SENTIMENT_WORDS[language][kind]
      .split(" | ")
      .filter((phrase) => phrase !== "")
      .map((phrase) => ({ kind, patterns: tokensOf(phrase).map(({ forms }) => forms[0]) })),
  );
}

function longestFirst(a: Entry, b: Entry): number {
  const words = b.patterns.length - a.patterns.length;
  return words === 0 ? b.patterns.join(" ").length - a.patterns.join(" ").length : words;
}

function initial(word: string): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0x20);
}
