import { stem, words } from "../text/words.ts";

/** A word as it is compared: its stem, and whether it says little ("the", "how", "2"). */
export type Term = { word: string; stem: string; light: boolean };

/** What is longer is no word, and comparing it would take long. */
const LONGEST_WORD = 40;
/** Single letters, small numbers and the particles of Japanese. */
const SLIGHT = /^(?:[\p{N}]{1,2}|[a-z]|\p{Script=Hiragana}{1,3})$/u;

/** The words of a text, each once, in order. `stop` holds folded words that say little. */
export function terms(text: string, stop: ReadonlySet<string>): Term[] {
  const found = new Map<string, Term>();
  for (const word of words(text).flatMap(uncontracted)) {
    if (word.length > LONGEST_WORD) continue;
    const term = { word, stem: stem(word), light: stop.has(word) || SLIGHT.test(word) };
    if (found.get(term.stem)?.light !== false) found.set(term.stem, term);
  }
  return [...found.values()];
}

/** The stems of the words that carry meaning. */
export function contentStems(text: string, stop: ReadonlySet<string>): Set<string> {
  return new Set(
    terms(text, stop)
      .filter(({ light }) => !light)
      .map((term) => term.stem),
  );
}

/** "hasn't" is "has not". */
function uncontracted(word: string): string[] {
  return word.endsWith("n't") ? [word.slice(0, -3), "not"] : [word];
}
