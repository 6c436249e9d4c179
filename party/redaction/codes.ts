import type { Reading } from "./tokens.ts";

/** Claims the codes that have a form of their own: policy numbers (`ABC 123456789`) and IBANs. */
export function claimCodes(reading: Reading): void {
  for (let index = 0; index < reading.tokens.length; index++) {
    if (reading.at(index)?.type !== "word") continue;
    const iban = ibanEnd(reading, index);
    if (iban > index) reading.claim("account_number", index, iban);
    const policy = policyEnd(reading, index);
    if (policy > index) reading.claim("policy_id", index, policy);
  }
}

/** Words before a number that are none of its letters. */
const NO_POLICY = /^(?:and|its|the|was|are|for|not|yes|usd|eur|tel|fax|mob|ref|num|acc|ssn|new|old)$/;

function policyEnd(reading: Reading, index: number): number {
  const letters = reading.at(index)?.text ?? "";
  if (!/^[a-z]{3}$/.test(letters) || NO_POLICY.test(letters)) return index;
  const at = reading.at(index + 1)?.text === "-" ? index + 2 : index + 1;
  const digits = reading.at(at);
  return digits?.gap !== "line" && /^\d{8,9}$/.test(digits?.text ?? "") ? at + 1 : index;
}

const SHORTEST_IBAN = 15;
const LONGEST_IBAN = 34;

/** An IBAN in one piece or in groups of four; its check digits must be right. */
function ibanEnd(reading: Reading, index: number): number {
  const digits = reading.at(index + 1);
  if (!/^[a-z]{2}$/.test(reading.at(index)?.text ?? "")) return index;
  if (digits?.type !== "number" || digits.gap !== "none") return index;
  let iban = "";
  for (let at = index; iban.length < LONGEST_IBAN; at++) {
    const token = reading.at(at);
    if (token === undefined || !/^[a-z0-9]+$/.test(token.text)) break;
    if (at > index && (token.gap === "line" || (token.gap === "space" && iban.length % 4 !== 0))) break;
    iban += token.text;
    if (iban.length >= SHORTEST_IBAN && iban.length <= LONGEST_IBAN && isIban(iban)) return at + 1;
  }
  return index;
}

/** The country and check digits go to the end, letters become 10 to 35, and 97 leaves 1. */
function isIban(iban: string): boolean {
  let rest = 0;
  for (const character of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
