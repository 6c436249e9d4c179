import { fold } from "../text/fold.ts";
import { SMALL_TALK, SMALL_TALK_KINDS, type SmallTalkKind } from "./small-talk-phrases.ts";

/** A phrase of small talk found in folded text: where it ends, and what it is. */
export type Found = { end: number; kinds: ReadonlySet<SmallTalkKind> };

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const ARABIC_SIGN = /[\u064b-\u0652\u0640]/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** By first letter, longest first. Plain comparing: one pattern of a thousand phrases takes seconds to compile. */
const book = new Map<string, { phrase: string; kinds: Set<SmallTalkKind> }[]>();

for (const language of SMALL_TALK) {
  for (const kind of SMALL_TALK_KINDS) {
    for (const phrase of fold(language[kind]).split(" | ")) enter(bare(phrase), kind);
  }
}
for (const entries of book.values()) entries.sort((a, b) => b.phrase.length - a.phrase.length);

function enter(phrase: string, kind: SmallTalkKind): void {
  if (phrase === "") return;
  const entries = book.get(phrase.charAt(0)) ?? [];
  book.set(phrase.charAt(0), entries);
  const known = entries.find((entry) => entry.phrase === phrase);
  if (known === undefined) entries.push({ phrase, kinds: new Set([kind]) });
  else known.kinds.add(kind);
}

/** Double letters count once, so that "helo" and "hiii" are found; Arabic vowel signs do not count. */
function bare(phrase: string): string {
  return phrase.replace(/[\u064b-\u0652\u0640]/g, "").replace(/([a-z])\1+/g, "$1");
}

/** The longest phrase of one of these kinds that starts at `from` and ends with a word. */
export function findPhrase(
  folded: string,
  from: number,
  wanted: ReadonlySet<SmallTalkKind>,
): Found | undefined {
  for (const { phrase, kinds } of book.get(folded.charAt(from)) ?? []) {
    if (![...kinds].some((kind) => wanted.has(kind))) continue;
    const end = endOf(phrase, folded, from);
    if (end !== undefined && endsWord(phrase, folded, end)) return { end, kinds };
  }
  return undefined;
}

function endOf(phrase: string, folded: string, from: number): number | undefined {
  let at = from;
  for (const letter of phrase) {
    if (letter === " " ? !/\s/.test(folded.charAt(at)) : !folded.startsWith(letter, at)) return undefined;
    at += letter.length;
    while (isDrawnOut(letter, folded.charAt(at))) at += 1;
  }
  return at;
}

function isDrawnOut(letter: string, next: string): boolean {
  if (letter === " ") return /\s/.test(next);
  return (next === letter && /[a-z]/.test(letter)) || ARABIC_SIGN.test(next);
}

function endsWord(phrase: string, folded: string, end: number): boolean {
  const next = String.fromCodePoint(folded.codePointAt(end) ?? 0x20);
  if (UNSPACED.test(phrase) || !LETTER.test(next)) return true;
  // "higood morning" is a greeting too.
  return /^(?:hi|hai|helo)$/.test(phrase) && /^g[ou]+d/.test(folded.slice(end, end + 8));
}
