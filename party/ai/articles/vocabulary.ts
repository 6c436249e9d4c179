import { stem } from "../text/words.ts";
import { createSpelling } from "./spelling.ts";
import { type Term, terms } from "./terms.ts";

/**
 * A word of a question: `weight` grows with its rarity; `sure` is below 1 where its spelling was mended, `part`
 * where it comes from earlier talk.
 */
export type Asked = Term & { weight: number; sure: number; part: number };

/** The words of some texts, and how much each of them tells. */
export type Vocabulary = {
  /** Weight of a word that one text alone knows. */
  rarest: number;
  weigh(term: Term): number;
  /** The words of a question, spelt as the texts spell them. */
  read(question: string): Asked[];
  /** 1 for a word of the texts, less for the beginning of one, 0 for a strange one. */
  knows(stem: string): number;
};

/** Weight of words that say little, of the rarest word's. They tell "where is my order" from "what is my order". */
const LIGHT = 0.13;
const MENDED = 0.8;
const COMPOUND = 0.6;
const SHORTEST_PART = 4;
/** Words of a question that are read: whoever writes more is telling a story, or trying to keep us busy. */
const MOST_WORDS = 60;
/** Codes and numbers of orders, phones and cards: no text can know them. */
const DETAIL = /(?:\p{L}{1,5}-)?\p{N}{3,}[\p{L}\p{N}-]*/gu;

export function createVocabulary(texts: readonly string[], stop: ReadonlySet<string>): Vocabulary {
  const frequency = new Map<string, number>();
  const words: string[] = [];
  for (const text of texts) {
    for (const term of terms(text, stop).filter(({ light }) => !light)) {
      frequency.set(term.stem, (frequency.get(term.stem) ?? 0) + 1);
      words.push(term.word);
    }
  }
  const stems = new Set(frequency.keys());
  const nearest = createSpelling(words);
  const rarest = Math.log(1 + texts.length);
  // A word that no text knows weighs like one that a single text does.
  const weigh = (term: Term) =>
    term.light ? LIGHT * rarest : Math.log(1 + texts.length / (frequency.get(term.stem) ?? 1));

  function asked(term: Term, sure: number): Asked {
    return { ...term, weight: weigh(term), sure, part: 1 };
  }

  function read(term: Term): Asked[] {
    if (term.light || stems.has(term.stem)) return [asked(term, 1)];
    const parts = compound(term.word);
    if (parts.length > 0) return parts.map((part) => asked(part, COMPOUND));
    const meant = nearest(term.word);
    if (meant === undefined) return [asked(term, 1)];
    // It weighs what it weighs as written: what looks like a typing error may be another, strange word.
    return [{ ...asked(term, MENDED), stem: stem(meant) }];
  }

  /** "giftcard" and "Versandkosten" are two known words, written as one. */
  function compound(word: string): Term[] {
    for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (parts.every((part) => stems.has(stem(part)))) {
        return parts.map((part) => ({ word: part, stem: stem(part), light: false }));
      }
    }
    return [];
  }

  return {
    rarest,
    weigh,
    read: (question) => terms(question.replace(DETAIL, " "), stop).slice(0, MOST_WORDS).flatMap(read),
    knows: (word) => knownTo(stems, word),
  };
}

/** What a longer form of a word counts. */
export const LONGER_FORM = 0.8;

/** 1 for a word among these stems, less for the beginning of one. */
export function knownTo(stems: ReadonlySet<string>, word: string): number {
  if (stems.has(word)) return 1;
  if (word.length < 4) return 0;
  for (const other of stems) if (other.startsWith(word)) return LONGER_FORM;
  return 0;
}
