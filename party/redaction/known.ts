import type { Customer } from "../../conversation/protocol/shared.ts";
import { type Kind, placeholder } from "./kinds.ts";
import { isCommon } from "./words.ts";

/** What is shorter is also something else. */
const SHORTEST_NAME = 2;
const SHORTEST_PART = 3;
const SHORTEST_IDENTIFIER = 4;
const MOST_PARTS = 6;

/**
 * Hides what is known of the customer wherever it is said, by them or to them: no rule has to recognise what the site has
 * told, or they themselves before they wrote. Identifiers without a digit, such as a plan, tell nobody apart and stay.
 */
export function knownHider({ name, email, identifiers = {}, said = {} }: Customer): (text: string) => string {
  const kinds = new Map<string, Kind>();
  const know = (value: string, kind: Kind) => {
    if (!kinds.has(value.toLowerCase())) kinds.set(value.toLowerCase(), kind);
  };
  const whole = name.trim();
  if (whole.length >= SHORTEST_NAME) know(whole, "name");
  if (email) know(email, "email_address");
  if (said.email) know(said.email, "email_address");
  for (const value of [...Object.values(identifiers), ...Object.values(said)]) {
    if (value.length >= SHORTEST_IDENTIFIER && /\d/u.test(value)) know(value, "account_number");
  }
  // "Visitor 3f2a" is nobody's name.
  const parts = /\d/u.test(whole) ? [] : whole.split(/\s+/u).slice(0, MOST_PARTS);
  for (const part of parts) {
    const isName = /^[\p{L}\p{M}'’.-]+$/u.test(part) && part.length >= SHORTEST_PART;
    if (isName && !isCommon(part.toLowerCase())) know(part, "name");
  }
  // The longest first: of a whole name no part is left over.
  const known = [...kinds.keys()].sort((one, other) => other.length - one.length);
  if (known.length === 0) return (text) => text;
  const pattern = new RegExp(known.map(asWord).join("|"), "giu");
  const kindOf = (said: string) => kinds.get(said.toLowerCase().replace(/\s+/gu, " ")) ?? "name";
  return (text) => text.replace(pattern, (said) => placeholder(kindOf(said)));
}

/** Whole words only, where words have spaces between them. */
function asWord(value: string): string {
  const literal = value.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&").replace(/\s+/gu, "\\s+");
  const starts = SPACED.test(value) ? "(?<![\\p{L}\\p{N}])" : "";
  const ends = SPACED.test(value) ? "(?![\\p{L}\\p{N}])" : "";
  return `${starts}${literal}${ends}`;
}

const SPACED = /^[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]*$/u;
