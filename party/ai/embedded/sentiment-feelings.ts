import { type Entry, findEntry } from "./sentiment-book.ts";
import type { Clause } from "./sentiment-tokens.ts";
import type { SentimentKind, SentimentLanguage } from "./sentiment-words.ts";

/** What a word or phrase says of the customer's mood: below 0 for the worse. */
export type Feeling = { entry: Entry; isDenied: boolean; weight: number };

/** Where an entry stands in a clause: from token `at` to before token `end`. */
type Found = { entry: Entry; at: number; end: number };

const WEIGHTS: Partial<Record<SentimentKind, { said: number; denied: number }>> = {
  awful: { said: -3, denied: 0 },
  bad: { said: -2, denied: 0.5 },
  trouble: { said: -0.8, denied: 0.3 },
  pleasant: { said: 1, denied: -1 },
  good: { said: 2, denied: -1.5 },
  great: { said: 3, denied: -1.5 },
  thanks: { said: 1, denied: 0 },
  deed: { said: 0, denied: -1 },
};
const STRONGER = 1.35;
const WEAKER = 0.5;
const LOUDER = 1.3;

const PRAISE: ReadonlySet<SentimentKind> = new Set(["pleasant", "good", "great"]);
/** English stands beside every language, because customers mix it in; its small words mean other things there. */
const BORROWED: ReadonlySet<SentimentKind> = new Set(["awful", "bad", "great", "thanks"]);

/** How many words may stand between a denial and what it denies. A Japanese "word" is a character here. */
const REACH = 2;
const REACH_JA = 6;
/** "hilft mir nicht", "helpt niet", "ne marche pas": there the denial may follow what is done. */
const DENIES_AFTER: ReadonlySet<SentimentLanguage> = new Set(["de", "nl", "fr"]);
const DONE: ReadonlySet<SentimentKind> = new Set(["deed", "pleasant"]);

/** The feelings of a clause, in order. */
export function feelings(clause: Clause, language: SentimentLanguage | undefined): Feeling[] {
  const found = entriesIn(clause, language);
  const felt: Feeling[] = [];
  let isHoped = asks(clause);
  for (const [index, one] of found.entries()) {
    const { entry } = one;
    if (entry.kind === "wish") isHoped = true;
    if (entry.kind === "but") isHoped = asks(clause);
    const weights = WEIGHTS[entry.kind];
    if (weights === undefined) continue;
    const isDenied = language !== undefined && isDeniedAt(found, index, language);
    const weight = isDenied ? weights.denied : weights.said;
    // What is praised in a question or a wish is not there yet.
    if (isHoped && weight > 0 && PRAISE.has(entry.kind)) continue;
    felt.push({ entry, isDenied, weight: weight * emphasis(clause, found, index) });
  }
  return felt;
}

function entriesIn({ tokens }: Clause, language: SentimentLanguage | undefined): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const own = language && findEntry(language, tokens, at);
    const entry = own ?? findEntry("emoji", tokens, at) ?? borrowed(findEntry("en", tokens, at));
    const end = at + (entry?.patterns.length ?? 1);
    if (entry !== undefined) found.push({ entry, at, end });
    at = end;
  }
  return found;
}

function borrowed(entry: Entry | undefined): Entry | undefined {
  return entry !== undefined && BORROWED.has(entry.kind) ? entry : undefined;
}

function isDeniedAt(found: readonly Found[], index: number, language: SentimentLanguage): boolean {
  if (language === "ja") return meetsDenial(found, index, 1, REACH_JA);
  if (meetsDenial(found, index, -1, REACH)) return true;
  const kind = found[index]?.entry.kind;
  return (
    kind !== undefined && DONE.has(kind) && DENIES_AFTER.has(language) && meetsDenial(found, index, 1, REACH)
  );
}

/** Whether the next entry that has a say, before or after this one, is a denial within reach. */
function meetsDenial(found: readonly Found[], index: number, step: 1 | -1, reach: number): boolean {
  const here = found[index];
  for (let next = index + step; ; next += step) {
    const there = found[next];
    if (here === undefined || there === undefined) return false;
    if (Math.max(there.at - here.end, here.at - there.end) > reach) return false;
    const { kind } = there.entry;
    if (kind === "not") return true;
    // A denial is used up by the first feeling it meets; what is merely done lets it pass.
    if (kind === "but" || (kind !== "deed" && kind in WEIGHTS)) return false;
  }
}

function asks({ tokens, close }: Clause): boolean {
  return /[?؟]/u.test(close) || tokens.at(-1)?.forms[0] === "か";
}

function emphasis({ tokens, close }: Clause, found: readonly Found[], index: number): number {
  const here = found[index];
  if (here === undefined) return 1;
  const before = [found[index - 1], found[index - 2]].filter((one) => one && here.at - one.end <= 1);
  // "سيء جدا": in Arabic it follows.
  const after = [found[index + 1]].filter((one) => one?.at === here.end);
  const kinds = [...before, ...after].map((one) => one?.entry.kind);
  const isLoud = close.includes("!") || tokens.slice(here.at, here.end).some((token) => token.isLoud);
  return (
    (kinds.includes("very") ? STRONGER : 1) * (kinds.includes("bit") ? WEAKER : 1) * (isLoud ? LOUDER : 1)
  );
}
