import { firstGroup } from "./numbers.ts";
import type { Reading, Token } from "./tokens.ts";
import { isListed } from "./words.ts";

const PROVIDER =
  /^(.*?)(?:gmail|gmai|gamil|gmial|ymail|yahoo|hotmail|outlook|icloud|rediffmail|protonmail|aol|gmx|e?mail)(?:com|net|org|couk|coin|in|de|fr)$/u;
/** What a provider's name looks like where the `@` was forgotten: `ann.leegmail.com`. */
const GLUED = /^(.+)(?:gmail|yahoo|hotmail|outlook|icloud|rediffmail|protonmail)$/u;
const ENDING = /^(.{9,}net|.{6,}(?:com|org|edu|gov))$/u;
/** Words that end like an address and are none. */
const NO_ADDRESS = /^(?:.*(?:telecom|intercom|internet|ethernet|subnet|cabinet|clarinet|dotcom))$/u;
const LOCAL_MARKS = new Set([".", "_", "-", "+", "'", "%", "&", "~", "#", "!"]);
const MOST = 24;

/** Claims e-mail addresses: as they should be, spelled out, and with their punctuation lost. */
export function claimEmails(reading: Reading): void {
  const each = (claim: (reading: Reading, index: number) => void, is: (token: Token) => boolean) => {
    for (let index = 0; index < reading.tokens.length; index++) {
      const token = reading.at(index);
      if (token !== undefined && is(token)) claim(reading, index);
    }
  };
  each(claimAround, ({ text }) => text === "@");
  each(claimSpelled, ({ text }) => text === "at");
  each(claimBroken, ({ type }) => type === "word");
}

/** `ann.lee@mail.example`, with or without spaces around the `@`. */
function claimAround(reading: Reading, at: number): void {
  const after = at + 1;
  const from = localStart(reading, at);
  if (from === at || reading.at(after)?.gap === "line") return;
  const to = domainEnd(reading, after);
  const spaced = reading.at(at)?.gap !== "none" || reading.at(after)?.gap !== "none";
  const dotted = to - after > 1;
  if (to > after && (dotted || !spaced)) reading.claim("email_address", from, to);
}

/** `ann dot lee at mail dot com`, `ann (at) mail.com`. */
function claimSpelled(reading: Reading, at: number): void {
  const open = /^[[({]$/u.test(reading.at(at - 1)?.text ?? "");
  const close = /^[\])}]$/u.test(reading.at(at + 1)?.text ?? "");
  const bracketed = open && close;
  const before = bracketed ? at - 1 : at;
  const after = bracketed ? at + 2 : at + 1;
  const from = localStart(reading, before);
  if (from === before) return;
  const to = domainEnd(reading, after);
  const domain = reading.textOf(after, to);
  // "Look at example.com" is no address; a dot that is spelled out, or a provider of mail, is.
  if (
    bracketed ||
    / dot |[[({]dot/u.test(domain) ||
    /^(?:gmail|yahoo|hotmail|outlook|icloud)\b/u.test(domain)
  ) {
    if (to - after > 1) reading.claim("email_address", from, to);
  }
}

/** `annlee 72 gmailcom`, `ann.leegmail.com`: the `@` or the dots are lost. */
function claimBroken(reading: Reading, index: number): void {
  const text = reading.at(index)?.text ?? "";
  const glued = GLUED.exec(text);
  if (glued !== null && reading.at(index + 1)?.text === "." && reading.at(index + 2)?.gap === "none") {
    reading.claim("email_address", gluedStart(reading, index), domainEnd(reading, index));
    return;
  }
  const provider = PROVIDER.exec(text);
  const local = provider === null ? ENDING.exec(text)?.[1] : provider[1];
  if (local === undefined || NO_ADDRESS.test(text)) return;
  let from = index;
  const number = reading.at(from - 1);
  // Ten digits, in groups or not, are a phone number that stands before the address.
  const isPhone =
    number?.type !== "number" || number.text.length > 6 || firstGroup(reading, index - 1) < index - 1;
  if (!isPhone && reading.at(index)?.gap !== "line") {
    from--;
    if (isLocalWord(reading, from - 1)) from--;
  } else if (local === "" && isLocalWord(reading, from - 1)) from--;
  if (from < index || local !== "") reading.claim("email_address", from, index + 1);
}

function isLocalWord(reading: Reading, index: number): boolean {
  const token = reading.at(index);
  return token?.type === "word" && reading.at(index + 1)?.gap !== "line" && !isListed(token.text);
}

/** Where the part before an `@` at `at` begins; `at` itself where there is none. */
function localStart(reading: Reading, at: number): number {
  const last = reading.at(at - 1);
  if (last === undefined || reading.at(at)?.gap === "line" || !isLocal(reading, at - 1)) return at;
  let from = gluedStart(reading, at - 1);
  for (let words = 0; words < 3; words++) {
    // `ann dot lee at …`
    const joint = reading.at(from - 1)?.text ?? "";
    if (!/^(?:dot|underscore|dash)$/u.test(joint) || !isLocal(reading, from - 2)) break;
    from = gluedStart(reading, from - 2);
  }
  return from;
}

/** The start of the run without spaces that ends at `index`. */
function gluedStart(reading: Reading, index: number): number {
  let from = index;
  while (reading.at(from)?.gap === "none" && isLocal(reading, from - 1)) from--;
  return from;
}

function isLocal(reading: Reading, index: number): boolean {
  const token = reading.at(index);
  return token !== undefined && (token.type !== "mark" || LOCAL_MARKS.has(token.text));
}

/** Where the host that begins at `index` ends; `index` itself where there is none. */
function domainEnd(reading: Reading, index: number): number {
  let to = index;
  const isLabel = (at: number) => {
    const token = reading.at(at);
    return token !== undefined && token.gap !== "line" && (token.type !== "mark" || token.text === "-");
  };
  const label = (at: number) => {
    let end = at;
    if (isLabel(end) && reading.at(end)?.text !== "-") end++;
    while (end > at && isLabel(end) && reading.at(end)?.gap === "none") end++;
    return end;
  };
  to = label(index);
  for (let dots = 0; to > index && dots < MOST; dots++) {
    const dot = dotEnd(reading, to);
    const end = dot === to ? to : label(dot);
    // A full stop and a new sentence are no dot and host.
    if (end === dot || end === to) break;
    to = end;
  }
  return to;
}

/** The index after a dot at `index`, spelled or not, in brackets or not; `index` where there is none. */
function dotEnd(reading: Reading, index: number): number {
  const token = reading.at(index);
  if (token?.text === "." && token.gap !== "line") {
    const next = reading.at(index + 1);
    const loose = token.gap !== "none" || next?.gap !== "none";
    return loose && !/^(?:com|net|org|edu|gov|co|in|de|uk)$/u.test(next?.text ?? "") ? index : index + 1;
  }
  if (token?.text === "dot") return index + 1;
  const bracketed =
    /^[[({]$/u.test(token?.text ?? "") && /^(?:dot|\.)$/u.test(reading.at(index + 1)?.text ?? "");
  return bracketed && /^[\])}]$/u.test(reading.at(index + 2)?.text ?? "") ? index + 3 : index;
}
