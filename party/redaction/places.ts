import { codeEnd, namingAt } from "./named.ts";
import type { Reading, Token } from "./tokens.ts";
import { isCommon, kindNamed } from "./words.ts";

const STREET =
  /^(?:street|st|str|road|rd|avenue|ave|av|lane|ln|drive|dr|boulevard|blvd|court|ct|terrace|ter|parkway|pkwy|highway|hwy|place|pl|square|sq|way|trail|circle|cir|crescent|loop|plaza|alley|nagar)$/u;
const STREET_FIRST = /^(?:rue|avenue|boulevard|chemin|impasse|calle|avenida|plaza|paseo|via)$/u;
const STREET_GLUED = /^\p{L}{2,}(?:straße|strasse|str|weg|platz|gasse|allee|ufer|damm)$/u;
const STATE =
  /^(?:a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy])$/u;
/** States that are words as well: only in capitals. */
const STATE_AND_WORD = /^(?:in|or|me|hi|ok|oh|la|de|ma|pa|al|id)$/u;
const IN_A_STREETS_NAME =
  /^(?:main|old|new|big|first|second|third|park|long|little|good|north|south|east|west|hold|hill|house|food|secure|work|level|water|city|town|el|la|los|las|de|du|des|san|\p{L})$/u;
const UNIT = /^(?:apt|apartment|suite|unit|floor|flat|block|building|room|no|th|nd|rd|st)$/u;
const MOST_STREET_WORDS = 6;
const MOST_TAIL = 12;
const MOST_NAMED = 18;
const POSTCODE = /^(?:[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d)$/u;

/** Claims addresses and their parts: streets, zip codes, places that are named as such. */
export function claimPlaces(reading: Reading): void {
  for (let index = 0; index < reading.tokens.length; index++) {
    const token = reading.at(index);
    if (token === undefined) continue;
    if (token.type === "number") claimStreet(reading, index);
    else if (token.type === "word") {
      claimStreetFirst(reading, index);
      claimZip(reading, index, token);
      claimNamedPlace(reading, index, token);
    }
  }
}

/** `59 Bay Ave, Clayton NC 27520`, `12 rue de la Paix`. */
function claimStreet(reading: Reading, index: number): void {
  if ((reading.at(index)?.text.length ?? 9) > 6) return;
  if (STREET_FIRST.test(reading.at(index + 1)?.text ?? "") && isPlain(reading.at(index + 2))) {
    reading.claim("address", index, tailEnd(reading, index + 2));
    return;
  }
  for (let at = index + 1; at < index + 1 + MOST_STREET_WORDS; at++) {
    const token = reading.at(at);
    if (token === undefined || (token.type === "mark" && !/^[.,#'’-]$/u.test(token.text))) return;
    if (at > index + 1 && token.type === "word" && STREET.test(token.text)) {
      const before = /^(?:no|#|number)$/u.test(reading.at(index - 1)?.text ?? "") ? index - 1 : index;
      reading.claim("address", before, tailEnd(reading, at + 1));
      return;
    }
    const usual = IN_A_STREETS_NAME.test(token.text) || UNIT.test(token.text);
    if (token.type === "word" && isCommon(token.text) && !usual) return;
  }
}

/** `Musterstraße 12`, `Calle Mayor 5`. */
function claimStreetFirst(reading: Reading, index: number): void {
  const text = reading.at(index)?.text ?? "";
  if (STREET_GLUED.test(text) && isHouse(reading.at(index + 1))) {
    reading.claim("address", index, tailEnd(reading, index + 2));
  } else if (STREET_FIRST.test(text)) {
    for (let at = index + 2; at < index + 2 + MOST_STREET_WORDS; at++) {
      if (reading.at(at) === undefined) return;
      if (isHouse(reading.at(at))) {
        reading.claim("address", index, tailEnd(reading, at + 1));
        return;
      }
    }
  }
}

const isHouse = (token: Token | undefined) => token?.type === "number" && token.text.length <= 5;
const isPlain = (token: Token | undefined) => token?.type === "word" && token.gap !== "line";

/** Past a street: the rest of its name, town, state, zip code, country. */
function tailEnd(reading: Reading, index: number): number {
  let to = index;
  for (let at = index; at < index + MOST_TAIL; at++) {
    const token = reading.at(at);
    if (token === undefined || kindNamed(token.text) === "phone_number") break;
    if (token.type === "mark" && !/^[.,#'’/-]$/u.test(token.text)) break;
    if (token.type === "number" && token.text.length > 6) break;
    const state =
      STATE.test(token.text) &&
      (!STATE_AND_WORD.test(token.text) || token.capital || isZip(reading.at(at + 1)));
    const usual =
      state || UNIT.test(token.text) || STREET.test(token.text) || IN_A_STREETS_NAME.test(token.text);
    if (token.type === "word" && isCommon(token.text) && !usual) break;
    if (token.type !== "mark") to = at + 1;
    if (isZip(token)) return townEnd(reading, zipEnd(reading, at));
  }
  return to;
}

const isZip = (token: Token | undefined) => token?.type === "number" && /^\d{5,6}$/.test(token.text);

/** After a zip code, its four more digits: `27520-1234`. */
function zipEnd(reading: Reading, index: number): number {
  const more = reading.at(index + 1)?.text === "-" && reading.at(index + 2)?.text.length === 4;
  return more ? index + 3 : index + 1;
}

/** After a zip code, the town where it stands there: `10115 Berlin`. */
function townEnd(reading: Reading, index: number): number {
  let to = index;
  while (
    to < index + 2 &&
    reading.at(to)?.capital &&
    isPlain(reading.at(to)) &&
    !isCommon(reading.at(to)?.text ?? "")
  )
    to++;
  return to;
}

/** `Freehold, NJ 07728`, `SW1A 1AA`. */
function claimZip(reading: Reading, index: number, { text, capital }: Token): void {
  if (
    STATE.test(text) &&
    (capital || !STATE_AND_WORD.test(text)) &&
    reading.at(index + 1)?.text.length === 5 &&
    isZip(reading.at(index + 1))
  ) {
    let from = index;
    for (let words = 0; words < 3; words++) {
      const before = reading.at(from - 1)?.text === "," ? from - 2 : from - 1;
      const word = reading.at(before);
      if (word?.type !== "word" || isCommon(word.text) || reading.at(from)?.gap === "line") break;
      from = before;
    }
    reading.claim("address", from, zipEnd(reading, index + 1));
    return;
  }
  if (text.length > 2 || reading.at(index + 1)?.gap !== "none") return;
  for (let to = index + 6; to >= index + 4; to--) {
    if (to <= reading.tokens.length && POSTCODE.test(reading.textOf(index, to))) {
      reading.claim("address", index, to);
      return;
    }
  }
}

/** `my address is …`, `zip code 27520`, `I live in …`. */
function claimNamedPlace(reading: Reading, index: number, token: Token): void {
  if (token.text === "live" || token.text === "living") {
    if (reading.at(index + 1)?.text === "in") claimTown(reading, index + 2);
    return;
  }
  const naming = namingAt(reading, index);
  if (naming?.kind !== "address") return;
  let value = naming.value;
  if (/^(?:city|town)$/u.test(token.text)) {
    if (reading.at(value)?.text === "name") value = namingAt(reading, value)?.value ?? value;
    claimTown(reading, value);
    return;
  }
  if (/^(?:zip|zipcode|postcode|postal|plz|郵便番号)$/u.test(token.text)) {
    const code = reading.at(value)?.type === "number" ? zipEnd(reading, value) : codeEnd(reading, value);
    if (code > value && reading.textOf(value, code).length >= 3) reading.claim("address", value, code);
    return;
  }
  if (/^(?:email|mail|e|ip|mac|web|wallet|-)$/u.test(reading.at(index - 1)?.text ?? "")) return;
  const to = namedEnd(reading, value, naming.told);
  const from = /^(?:no|#)$/u.test(reading.at(value - 1)?.text ?? "") ? value - 1 : value;
  if (to > value) reading.claim("address", from, to);
}

function claimTown(reading: Reading, from: number): void {
  let to = from;
  while (to < from + 3 && isPlain(reading.at(to)) && !isCommon(reading.at(to)?.text ?? "")) to++;
  if (to > from && isZip(reading.at(to))) to = zipEnd(reading, to);
  if (to > from) reading.claim("address", from, to);
}

/** An address somebody calls one: it has a number, or it was said to be it. It ends where another sentence begins. */
export function namedEnd(reading: Reading, from: number, told: boolean): number {
  let to = from;
  let hasNumber = false;
  for (let at = from; at < from + MOST_NAMED; at++) {
    const token = reading.at(at);
    if (token === undefined) break;
    const usual =
      STREET.test(token.text) ||
      UNIT.test(token.text) ||
      STATE.test(token.text) ||
      IN_A_STREETS_NAME.test(token.text);
    if (token.type === "word" && isCommon(token.text) && !usual) break;
    if (token.type === "mark" && !/^[.,#'’/-]$/u.test(token.text)) break;
    if (token.type === "number" && token.text.length > 6) break;
    hasNumber ||= token.type === "number";
    if (token.type !== "mark") to = at + 1;
  }
  return hasNumber || (told && !isCommon(reading.at(from)?.text ?? "")) ? to : from;
}
