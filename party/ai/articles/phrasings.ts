import { isNegative } from "../text/negative.ts";
import type { Entry } from "./entries.ts";
import { terms } from "./terms.ts";
import { type Asked, LONGER_FORM, type Vocabulary } from "./vocabulary.ts";

/** A customer's question, a title or a heading, and the section that answers it. */
export type Phrasing = {
  ask: string;
  /** All that mean the same. */
  asks: readonly string[];
  position: number;
  /** How much it tells of the section: see `TITLE` and `EXCEPTION`. */
  part: number;
  weight: number;
};

export type Phrasings = {
  /** Those that have a word in common with the question, the most alike first; likeness is 0…1. */
  likeTo(asked: readonly Asked[]): { phrasing: Phrasing; likeness: number }[];
};

/** A title tells the article, but not which section of it. */
const TITLE = 0.7;
/** A heading such as "What cannot be returned" holds words that customers say about the rule. */
const EXCEPTION = 0.5;
/** What small words of the question that a phrasing lacks count against it: "please", "hi". */
const SPARE = 0.4;

export function createPhrasings(
  entries: readonly Entry[],
  vocabulary: Vocabulary,
  stop: ReadonlySet<string>,
): Phrasings {
  const byStem = new Map<string, Phrasing[]>();

  function enter(ask: string, asks: readonly string[], position: number, part: number): void {
    const words = terms(ask, stop);
    const weight = words.reduce((sum, term) => sum + vocabulary.weigh(term), 0);
    const phrasing = { ask, asks, position, part, weight };
    for (const { stem } of words) {
      const known = byStem.get(stem);
      if (known === undefined) byStem.set(stem, [phrasing]);
      else known.push(phrasing);
    }
  }
  for (const [position, { article, section, questions }] of entries.entries()) {
    enter(article.title, [article.title], position, TITLE);
    if (section.heading !== "") {
      enter(section.heading, [section.heading], position, isNegative(section.heading) ? EXCEPTION : 1);
    }
    for (const { asks } of questions) for (const ask of asks) enter(ask, asks, position, 1);
  }

  /** The phrasings that hold a word, or a longer form of it, and how well they do. */
  function holding({ stem, light }: Asked): Map<Phrasing, number> {
    const found = new Map<Phrasing, number>();
    if (!light && stem.length > 3) {
      for (const [other, phrasings] of byStem) {
        if (other.startsWith(stem)) for (const phrasing of phrasings) found.set(phrasing, LONGER_FORM);
      }
    }
    for (const phrasing of byStem.get(stem) ?? []) found.set(phrasing, 1);
    return found;
  }

  return {
    likeTo(asked) {
      const total = asked.reduce((sum, { weight, light }) => sum + weight * (light ? SPARE : 1), 0);
      const counts = new Map<Phrasing, { shared: number; total: number }>();
      for (const term of asked) {
        for (const [phrasing, known] of holding(term)) {
          const count = counts.get(phrasing) ?? { shared: 0, total };
          count.shared += term.weight * term.sure * known;
          if (term.light) count.total += term.weight * (1 - SPARE);
          counts.set(phrasing, count);
        }
      }
      return [...counts]
        .map(([phrasing, count]) => ({
          phrasing,
          likeness: count.shared / Math.sqrt(count.total * phrasing.weight),
        }))
        .sort((a, b) => b.likeness - a.likeness);
    },
  };
}
