import { askedIn, claimAnswers } from "./answers.ts";
import { claimCodes } from "./codes.ts";
import { claimEmails } from "./email.ts";
import { fold } from "./fold.ts";
import { type Kind, placeholder } from "./kinds.ts";
import { claimNamed } from "./named.ts";
import { claimNames } from "./names.ts";
import { claimNumbers } from "./numbers.ts";
import { claimPlaces } from "./places.ts";
import { claimRepeats } from "./repeats.ts";
import { claimContinued } from "./split.ts";
import { Reading, tokenize } from "./tokens.ts";

/** A hidden value: where it stood in the text as it was, in UTF-16 units. */
export type Found = { kind: Kind; start: number; end: number };

export type Redacted = { text: string; found: readonly Found[] };

/** So many turns before may have asked for what a text tells. */
const TURNS = 3;
const MOST_PASSES = 8;

/**
 * Hides identifiers: each gives way to the name of its kind, as in `My card is [card number]`. `turnsBefore` are
 * the turns before this text, newest last, by anybody and as they were written; a question among the last three
 * tells what a mere answer is, and a number may go on from the last one.
 *
 * Pure; time linear in the length of the texts. Redacting what is redacted changes nothing.
 */
export function redact(text: string, turnsBefore: readonly string[] = []): Redacted {
  const turns = turnsBefore.slice(-TURNS);
  const reading = read(text, askedBy(turns), turns.at(-1));
  const found: Found[] = [];
  for (const { kind, from, to } of reading.claims.toSorted((a, b) => a.from - b.from)) {
    // Of a character that reads as several tokens, two findings may have a part: it is the first one's.
    const start = Math.max(reading.tokens[from]?.start ?? 0, found.at(-1)?.end ?? 0);
    const end = reading.tokens[to - 1]?.end ?? start;
    if (end > start) found.push({ kind, start, end });
  }

  const parts: string[] = [];
  let at = 0;
  for (const { kind, start, end } of found) {
    parts.push(text.slice(at, start), placeholder(kind));
    at = end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(""), found };
}

function read(text: string, asked: readonly Kind[], before: string | undefined): Reading {
  const reading = new Reading(tokenize(text, fold(text)));
  let claims = -1;
  // What is hidden is a wall that ends a sentence, so a rule may hold that did not before: until none does any more.
  for (let pass = 0; pass < MOST_PASSES && reading.claims.length > claims; pass++) {
    claims = reading.claims.length;
    claimAll(reading, asked, before);
    if (reading.claims.length === 0) break;
  }
  return reading;
}

function claimAll(reading: Reading, asked: readonly Kind[], before: string | undefined): void {
  claimEmails(reading);
  claimNamed(reading);
  if (before !== undefined) claimContinued(reading, tokenize(before, fold(before)));
  claimCodes(reading);
  claimAnswers(
    reading,
    asked.filter((kind) => kind !== "address"),
  );
  // Numbers that look like nothing else come before streets, which take most numbers for houses; others after.
  claimNumbers(reading, ["card_number", "ssn", "phone_number"]);
  claimPlaces(reading);
  if (asked.includes("address")) claimAnswers(reading, ["address"]);
  claimNumbers(reading, ["account_number"]);
  claimNames(reading);
  claimRepeats(reading);
}

/** What the newest turn that asks for something asks for, and no later one told. */
function askedBy(turns: readonly string[]): Kind[] {
  const told = new Set<Kind>();
  for (const turn of turns.toReversed()) {
    const reading = read(turn, [], undefined);
    const asked = askedIn(reading).filter((kind) => !told.has(kind));
    if (asked.length > 0) return asked;
    for (const { kind } of reading.claims) told.add(kind);
  }
  return [];
}
