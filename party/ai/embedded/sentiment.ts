import { type Feeling, feelings } from "./sentiment-feelings.ts";
import { languageOf } from "./sentiment-language.ts";
import { type Clause, clausesOf } from "./sentiment-tokens.ts";

/** How much it takes to come near 1: one plain word of feeling gives about a half, a strong one 0.6. */
const DAMPING = 15;
/** For "???" and "?!", and for a whole message in capitals: somebody has waited long enough. */
const IMPATIENCE = -1;
/** Words by which the language is told. */
const SAMPLE = 100;
/** As many words in capitals are no abbreviation. */
const SHOUTED = { words: 4, share: 0.8 };

/**
 * The mood of a customer's message, −1…1 with two decimals: up to −0.3 an unhappy customer, from 0.3 a pleased one,
 * 0 where none is shown. Null where the language is none of those covered, and where there are no words (S8).
 * A rule over lists of words: a sentence costs a fraction of a millisecond, 5,000 characters of the worst some tens.
 */
export function sentiment(text: string, locale: string): number | null {
  const clauses = clausesOf(text);
  const language = languageOf(clauses.flatMap((clause) => clause.tokens).slice(0, SAMPLE), locale);
  const felt = distinct(clauses.flatMap((clause) => feelings(clause, language)));
  const waited = impatience(clauses);
  // Emoji and "???" say the same in a language nobody here can read.
  if (language === undefined && felt.length === 0 && waited === 0) return null;
  return bounded(mood(felt) + waited);
}

/** What is said twice is not felt twice. */
function distinct(felt: readonly Feeling[]): Feeling[] {
  const strongest = new Map<string, Feeling>();
  for (const feeling of felt) {
    const key = `${feeling.isDenied} ${feeling.entry.patterns.join(" ")}`;
    const known = strongest.get(key);
    if (known === undefined || Math.abs(known.weight) < Math.abs(feeling.weight)) strongest.set(key, feeling);
  }
  return [...strongest.values()];
}

function mood(felt: readonly Feeling[]): number {
  const weightsOf = (isOne: (feeling: Feeling) => boolean) => felt.filter(isOne).map(({ weight }) => weight);
  const reports = weightsOf(isReport);
  const thanks = weightsOf(isThanks);
  const moods = weightsOf((feeling) => !isReport(feeling) && !isThanks(feeling));
  // "Great, and it never came": praise beside what did not happen is faint, or bitter, and thanks are courtesy.
  const isBitter = felt.some(({ entry, isDenied }) => entry.kind === "deed" && isDenied);
  const sum = moods.reduce((all, weight) => all + (isBitter && weight > 0 ? weight / 2 : weight), 0);
  // However long the list of what is broken, it is one report.
  return sum + Math.min(0, ...reports) + (isBitter || sum < 0 ? 0 : Math.max(0, ...thanks));
}

function isReport({ entry }: Feeling): boolean {
  return entry.kind === "trouble" || entry.kind === "deed";
}

function isThanks({ entry }: Feeling): boolean {
  return entry.kind === "thanks";
}

function impatience(clauses: readonly Clause[]): number {
  const asksTwice = clauses.some(({ close }) => /[?؟][?!؟]|![?؟]/u.test(close));
  return asksTwice || isShouted(clauses) ? IMPATIENCE : 0;
}

function isShouted(clauses: readonly Clause[]): boolean {
  const words = clauses.flatMap(({ tokens }) => tokens);
  const loud = words.filter(({ isLoud }) => isLoud).length;
  const exclaims = clauses.some(({ close }) => close.includes("!"));
  return exclaims && loud >= SHOUTED.words && loud >= words.length * SHOUTED.share;
}

function bounded(mood: number): number {
  const score = Math.round((100 * mood) / Math.sqrt(mood * mood + DAMPING)) / 100;
  // Not −0, which is another value than 0 to those who compare.
  return score === 0 ? 0 : score;
}
