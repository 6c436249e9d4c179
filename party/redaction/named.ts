import type { Kind } from "./kinds.ts";
import { digitsAt, extensionEnd, firstGroup, namedGroups, numberByForm } from "./numbers.ts";
import type { Reading } from "./tokens.ts";
import { isCommon, isFiller, kindNamed } from "./words.ts";

const MOST_FILLERS = 9;

/** A kind that is named, where its value may begin, and whether something like "is" or ":" leads to it. */
export type Naming = { kind: Kind; word: number; value: number; told: boolean };

/** Claims what stands after its name (`my ssn is …`), or before it (`… is my ssn`). */
export function claimNamed(reading: Reading): void {
  for (let index = 0; index < reading.tokens.length; index++) {
    const naming = namingAt(reading, index);
    if (naming === undefined) continue;
    const to = valueEnd(reading, naming);
    if (to > naming.value) reading.claim(naming.kind, naming.value, to);
    else claimBefore(reading, naming);
  }
}

export function namingAt(reading: Reading, word: number): Naming | undefined {
  const token = reading.at(word);
  if (token?.type !== "word") return undefined;
  const kind = kindNamed(token.text);
  if (kind === undefined) return undefined;
  let value = word + 1;
  let told = false;
  for (let count = 0; count < MOST_FILLERS; count++) {
    const text = reading.at(value)?.text ?? "";
    const lastFour = text === "4" && /^digits?$/u.test(reading.at(value + 1)?.text ?? "");
    if (!isFiller(text) && !lastFour) break;
    // Who is named next has the value: "account and card number 4111 …".
    told ||= /^(?:is|s|are|:|=|ist|lautet|es|est|は|هي|هو)$/u.test(text);
    value++;
  }
  return { kind, word, value, told };
}

/** Where the value of a naming ends; its beginning where there is none. */
function valueEnd(reading: Reading, { kind, value, told }: Naming): number {
  switch (kind) {
    case "ssn":
    case "card_number":
    case "account_number":
    case "phone_number":
      return numberEnd(reading, value, kind);
    case "policy_id":
    case "claim_id":
    case "booking_confirmation_number":
      return codeEnd(reading, value);
    case "password":
      return secretEnd(reading, value, told);
    case "username":
      return told ? secretEnd(reading, value, told) : value;
    case "address":
    case "name":
    case "email_address":
      // Their own rules know more about them.
      return value;
  }
}

/** `5487 is my ssn`, `5487 are the last four digits of my ssn`. */
function claimBefore(reading: Reading, { kind, word }: Naming): void {
  if (kind !== "ssn" && kind !== "card_number" && kind !== "account_number" && kind !== "phone_number")
    return;
  let at = word - 1;
  let told = false;
  for (let count = 0; count < MOST_FILLERS && isFiller(reading.at(at)?.text ?? ""); count++) {
    told ||= /^(?:is|are)$/u.test(reading.at(at)?.text ?? "");
    at--;
  }
  if (!told || (reading.at(at)?.text.length ?? 0) < 4 || reading.at(at)?.type !== "number") return;
  const first = firstGroup(reading, at);
  reading.claim(kind, numberEnd(reading, first, kind) === at + 1 ? first : at, at + 1);
}

/** Where a number of this kind that begins at `index` ends; `index` where there is none. */
export function numberEnd(reading: Reading, index: number, kind: Kind): number {
  // "+1 657 …", "(657) …"
  let at = index;
  while (at < index + 2 && /^[+(]$/u.test(reading.at(at)?.text ?? "")) at++;
  const digits = digitsAt(reading, at);
  if (digits === undefined) return index;
  const form = numberByForm(digits);
  // Three, two and four digits are an SSN, whatever they are called.
  if (form?.kind === "ssn" && kind !== "ssn") return index;
  const groups = namedGroups(kind, digits);
  const to = groups === 0 ? index : (digits.to[groups - 1] ?? index);
  return kind === "phone_number" && to > index ? extensionEnd(reading, to) : to;
}

const MOST_CODE = 8;

/** `KLM 204 773`, `J56F45`: short runs of letters and digits, at least one of digits. */
export function codeEnd(reading: Reading, index: number): number {
  let to = index;
  let characters = 0;
  let hasDigits = false;
  for (; to < index + MOST_CODE; to++) {
    const token = reading.at(to);
    if (token === undefined || (token.gap === "line" && to > index)) break;
    if (token.text === "-" && to > index) continue;
    const glued = token.gap === "none" && to > index;
    const isLetters = token.type === "word" && (glued || (token.text.length <= 5 && !isCommon(token.text)));
    if (token.type !== "number" && !isLetters) break;
    characters += token.text.length;
    hasDigits ||= token.type === "number";
  }
  while (to > index && reading.at(to - 1)?.text === "-") to--;
  return hasDigits && characters >= 3 ? to : index;
}

const LONGEST_SECRET = 64;
const NO_SECRET = /^[\p{P}\p{S}]+$/u;

/** A password: a run without spaces, and the digits after it. Not "my password is wrong". */
export function secretEnd(reading: Reading, index: number, told: boolean): number {
  const first = reading.at(index);
  if (first === undefined) return index;
  let to = index + 1;
  let digits = first.type === "number";
  while (reading.at(to)?.gap === "none" && to < index + LONGEST_SECRET) {
    digits ||= reading.at(to)?.type === "number";
    to++;
  }
  const whole = reading.textOf(index, to);
  const bare = whole.replace(/[.,;!?]+$/u, "");
  if (bare === "" || NO_SECRET.test(bare)) return index;
  const word = bare.replaceAll(/['’]/gu, "");
  if (!digits && (isCommon(word) || isFiller(word))) return index;
  if (
    !digits &&
    first.type === "word" &&
    reading.at(to)?.type === "number" &&
    reading.at(to)?.gap === "space"
  ) {
    to++;
    digits = true;
  }
  return told || digits ? to : index;
}
