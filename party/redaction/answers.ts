import type { Kind } from "./kinds.ts";
import { codeEnd, namingAt, numberEnd, secretEnd } from "./named.ts";
import { nameEnd } from "./names.ts";
import { digitsAt, firstGroup, numberByForm } from "./numbers.ts";
import { namedEnd } from "./places.ts";
import type { Reading } from "./tokens.ts";
import { isCommon } from "./words.ts";

/** Longer texts are no mere answers: they name what they tell. */
const LONGEST_ANSWER = 30;
/** A place without a number is told in few words. */
const SHORT_ANSWER = 6;

/** Whoever asks says "your", or asks and does not speak of what is their own. */
const YOURS =
  /^(?:your|yours|ur|dein|deine|deinen|ihr|ihre|ihren|ihrer|tu|tus|su|sus|votre|vos|ton|ta|tes|ご|お|بك|الخاص|رقمك|اسمك|عنوانك)$/u;
const MINE = /^(?:i|im|my|mine|me|ich|mein|meine|meinen|yo|mi|mis|je|mon|ma|mes|私)$/u;
const REQUEST = /^(?:[?؟]|please|enter|type|provide|confirm|verify|share|tell|give|state|bitte|favor)$/u;

function asks({ tokens }: Reading): boolean {
  const has = (words: RegExp) => tokens.some(({ text }) => words.test(text));
  return has(YOURS) || (has(REQUEST) && !has(MINE));
}

/** The kinds that a turn names without telling them: what it asks for, in its order. */
export function askedIn(reading: Reading): Kind[] {
  if (!asks(reading)) return [];
  const told = new Set(reading.claims.map(({ kind }) => kind));
  const asked = new Set<Kind>();
  for (let index = 0; index < reading.tokens.length; index++) {
    const kind = namingAt(reading, index)?.kind;
    if (kind !== undefined && !told.has(kind)) asked.add(kind);
  }
  // "Phone number or e-mail address": the word "address" asks for no street.
  if (asked.has("email_address")) asked.delete("address");
  return [...asked];
}

/** Claims what answers a question: "What is your SSN?" — "123 45 6789". */
export function claimAnswers(reading: Reading, asked: readonly Kind[]): void {
  if (reading.tokens.length > LONGEST_ANSWER) return;
  // A name stands before the numbers; a secret may be anything, so it comes last.
  for (const kind of [...asked].sort((a, b) => rank(a) - rank(b))) {
    const from = firstTold(reading, kind);
    if (from !== undefined) reading.claim(kind, from, answerEnd(reading, from, kind));
  }
}

const LAST: readonly Kind[] = ["name", "address", "username", "password"];
const rank = (kind: Kind) => LAST.indexOf(kind);

function firstTold(reading: Reading, kind: Kind): number | undefined {
  for (let index = 0; index < reading.tokens.length; index++) {
    const token = reading.at(index);
    if (token === undefined) continue;
    const isSecret = kind === "password" || kind === "username";
    if (isSecret ? token.gap === "none" && index > 0 : token.type !== "number" && isCommon(token.text))
      continue;
    // The end of a number is not told apart from it.
    if (token.type === "number" && firstGroup(reading, index) < index) continue;
    if (token.type === "mark" && !isSecret) continue;
    if (answerEnd(reading, index, kind) > index) return index;
  }
  return undefined;
}

function answerEnd(reading: Reading, index: number, kind: Kind): number {
  switch (kind) {
    case "ssn":
    case "card_number":
    case "account_number":
    case "phone_number":
      return fits(kind, reading, index) ? numberEnd(reading, index, kind) : index;
    case "policy_id":
    case "claim_id":
    case "booking_confirmation_number":
      return codeEnd(reading, index);
    case "username":
    case "password":
      return secretEnd(reading, index, true);
    case "name":
      return nameEnd(reading, index);
    case "address":
      return namedEnd(reading, index, reading.tokens.length <= SHORT_ANSWER);
    case "email_address":
      return index;
  }
}

/** How many digits a mere number may have to be taken for what was asked. */
const LENGTHS = {
  ssn: /^(?:.{4}|.{9})$/,
  card_number: /^(?:.{4}|.{8,19})$/,
  account_number: /^.{4,}$/,
  phone_number: /^.{7,15}$/,
};

function fits(kind: keyof typeof LENGTHS, reading: Reading, index: number): boolean {
  const digitGroups = digitsAt(reading, index);
  const form = digitGroups === undefined ? undefined : numberByForm(digitGroups)?.kind;
  // A card's number is one, whatever was asked for.
  if (form === "card_number" && kind !== "card_number") return false;
  const to = numberEnd(reading, index, kind);
  const digits = reading.textOf(index, to).replaceAll(/\D/g, "");
  return LENGTHS[kind].test(digits.slice(0, 40));
}
