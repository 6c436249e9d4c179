import { fold } from "../text/fold.ts";
import { sentences } from "../text/sentences.ts";
import { hasIssueWord } from "./issue-words.ts";
import { endOfIntroduction, endOfName } from "./names.ts";
import { findPhrase } from "./phrase-book.ts";
import { SMALL_TALK_KINDS, type SmallTalkKind } from "./small-talk-phrases.ts";

const IN_FRONT: ReadonlySet<SmallTalkKind> = new Set(["greeting", "pleasantry"]);
const ADDRESS: ReadonlySet<SmallTalkKind> = new Set(["address"]);
const ANY: ReadonlySet<SmallTalkKind> = new Set(SMALL_TALK_KINDS);

const GAP = /(?::-?\)|[\s,.!?;:…、。！？，،؛؟~–—-]|[\u200d\ufe0f]|\p{Extended_Pictographic})*/uy;
/** Opens a clause, and belongs to whatever follows: to the greeting in "¡Hola!", to the question in "¿Dónde está?" */
const OPENER = /[¿¡"'“«(]{0,3}/uy;
const CLAUSE = /[^,;:.!?،、。！？，–—\n]*/uy;

/** What is left of a sentence once greetings, names, pleas and thanks are off its front; "" when that was all. */
export function withoutSmallTalk(sentence: string): string {
  const text = sentence.normalize("NFC");
  const folded = fold(text);
  let at = after(GAP, folded, 0);
  for (let greeted = false; at < folded.length; ) {
    const start = after(OPENER, folded, at);
    const greeting = findPhrase(folded, start, IN_FRONT);
    const end =
      greeting?.end ?? (greeted ? endOfAddress(folded, at) : undefined) ?? endOfOpening(folded, start);
    if (end === undefined) break;
    greeted = greeting !== undefined;
    at = after(GAP, folded, end);
  }
  return saysNothing(folded.slice(at)) ? "" : text.slice(at).trim();
}

/** The kinds of small talk in a text that is nothing else, or undefined when it says anything more. */
export function smallTalkKinds(text: string): ReadonlySet<SmallTalkKind> | undefined {
  const kinds = new Set<SmallTalkKind>();
  for (const sentence of sentences(text)) {
    if (withoutSmallTalk(sentence) !== "") return undefined;
    const folded = fold(sentence);
    let at = after(GAP, folded, 0);
    while (at < folded.length) {
      const found = findPhrase(folded, after(OPENER, folded, at), ANY);
      for (const kind of found?.kinds ?? []) kinds.add(kind);
      at = after(GAP, folded, found?.end ?? after(/[^\s]+/y, folded, at));
    }
  }
  return kinds;
}

/** Where the match of a sticky pattern that starts at `from` ends. */
function after(pattern: RegExp, folded: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(folded) ? pattern.lastIndex : from;
}

function endOfAddress(folded: string, from: number): number | undefined {
  const found = findPhrase(folded, from, ADDRESS)?.end;
  // "Hi, there is a bug" greets nobody called "there".
  const end =
    found !== undefined && /^\s+(?:is|are|was|were|seems)\s/.test(folded.slice(found, found + 9))
      ? undefined
      : found;
  const nameFrom = end === undefined ? from : after(GAP, folded, end);
  return endOfName(folded, nameFrom, (at) => findPhrase(folded, at, ANY) !== undefined) ?? end;
}

/** An introduction, or a whole clause of small talk: "I have a question," */
function endOfOpening(folded: string, from: number): number | undefined {
  const introduction = endOfIntroduction(folded, from);
  if (introduction !== undefined) return introduction;
  const end = after(CLAUSE, folded, from);
  return end > from && saysNothing(folded.slice(from, end)) ? end : undefined;
}

/**
 * True for small talk alone. Whatever follows thanks or farewell counts as such, unless it asks or names an issue:
 * "thank you for your help, Riley".
 */
function saysNothing(folded: string): boolean {
  let thanked = false;
  let at = after(GAP, folded, 0);
  while (at < folded.length) {
    const found = findPhrase(folded, after(OPENER, folded, at), ANY);
    if (found === undefined) return thanked && !hasIssueWord(folded.slice(at)) && !/[?？؟]/.test(folded);
    thanked ||= found.kinds.has("thanks") || found.kinds.has("bye");
    at = after(GAP, folded, found.end);
  }
  return true;
}
