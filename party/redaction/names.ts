import { namingAt } from "./named.ts";
import type { Reading } from "./tokens.ts";
import { isCommon, isFiller, kindNamed } from "./words.ts";

const MOST_WORDS = 4;
/** Another thing's name: "company name", "file name". */
const NOT_A_PERSONS =
  /^(?:company|file|brand|product|item|store|shop|domain|pet|model|user|screen|city|town|hotel|plan|street|business)$/u;
/** "Alice van den Berg" */
const PARTICLE = /^(?:van|von|der|den|de|da|di|del|la|le|bin|ibn|al|el|dos|san|st|mc|o)$/u;
/** What lower-case words end in that tell how somebody is rather than who. */
const ADJECTIVE = /^.{2,}(?:ed|ly|ble|ful|ous|ive|less|ing|est|ish|ary|ory|ical|ness)$/u;
/** "I am", "this is": whoever says so tells their name, or how they feel. */
const WEAK = /^(?:i am|i ' m|i ’ m|i m|im|this is|it is|its|it ' s|it ’ s|ich bin|je suis|soy)$/u;
const STRONG = /^(?:myself|call me|me llamo|m ' appelle|m ’ appelle|heiße|heisse)$/u;

/** Claims names that are told: "my name is …", "I am …", "this is …". */
export function claimNames(reading: Reading): void {
  const cased = reading.tokens.some(({ capital }, index) => capital && !reading.taken(index));
  for (let index = 0; index < reading.tokens.length; index++) {
    const token = reading.at(index);
    if (token === undefined) continue;
    const naming = namingAt(reading, index);
    if (naming?.kind === "name" && !NOT_A_PERSONS.test(reading.at(index - 1)?.text ?? "")) {
      reading.claim("name", naming.value, nameEnd(reading, naming.value));
    } else if (token.type === "word") claimIntroduced(reading, index, cased);
  }
  claimBesideOthers(reading, cased);
}

function claimIntroduced(reading: Reading, index: number, cased: boolean): void {
  for (let words = 1; words <= 3; words++) {
    const value = index + words;
    const phrase = spaced(reading, index, value);
    if (STRONG.test(phrase)) reading.claim("name", value, nameEnd(reading, value));
    if (!WEAK.test(phrase)) continue;
    const to = nameEnd(reading, value);
    const first = reading.at(value);
    const looksLikeOne = cased ? first?.capital : !ADJECTIVE.test(first?.text ?? "");
    const isThing = /^it/u.test(phrase) && reading.at(to)?.type === "number";
    if (looksLikeOne && !isThing && endsThere(reading, to)) reading.claim("name", value, to);
  }
}

const spaced = (reading: Reading, from: number, to: number): string => {
  const texts: string[] = [];
  for (let at = from; at < to; at++) texts.push(reading.at(at)?.text ?? "");
  return texts.join(" ");
};

/** After a name comes nothing, a mark, a value, or a word that joins sentences. */
function endsThere(reading: Reading, index: number): boolean {
  const token = reading.tokens[index];
  return (
    token === undefined ||
    reading.taken(index) ||
    token.type !== "word" ||
    token.gap === "line" ||
    /^(?:and|from|with|here|my|the|but|calling|speaking|ssn|social|card|credit|account|phone|booking|confirmation|password|policy|claim|of)$/u.test(
      token.text,
    )
  );
}

/** Where the name that begins at `index` ends; `index` where there is none. */
export function nameEnd(reading: Reading, index: number): number {
  const first = reading.at(index);
  if (first?.type !== "word" || isCommon(first.text)) return index;
  // A lone letter begins a code sooner than a name; an ideograph may be all of it.
  if (/^[a-z]$/.test(first.text) && reading.at(index + 1)?.text !== ".") return index;
  let to = index + 1;
  for (let words = 1; words < MOST_WORDS; words++) {
    let next = to;
    // "O'Neil", "Jean-Luc", "J. Smith"
    if (/^['’.-]$/u.test(reading.at(next)?.text ?? "") && reading.at(next)?.gap === "none") next++;
    const word = reading.at(next);
    if (word?.type !== "word" || word.gap === "line") break;
    if (next > to && word.gap !== "none" && (first.text.length > 1 || reading.at(to)?.text !== ".")) break;
    if (isCommon(word.text) && !PARTICLE.test(word.text)) break;
    if (first.capital && !word.capital && !PARTICLE.test(word.text)) break;
    to = next + 1;
  }
  return to;
}

const COMPANY =
  /^(?:company|inc|ltd|llc|corp|corporation|limited|pvt|gmbh|plc|solutions?|softwares?|services|technologies)$/u;
const MOST_BETWEEN = 5;
const MOST_OPENING = 6;

/** "Ann Lee 657 890 5678", "yes, Ann Lee ssn 6789": the first words of a message that goes on with a value. */
function claimBesideOthers(reading: Reading, cased: boolean): void {
  let from = 0;
  while (from < MOST_OPENING && reading.at(from) !== undefined && nameEnd(reading, from) === from) from++;
  const to = nameEnd(reading, from);
  if (to === from || (cased && !reading.at(from)?.capital)) return;
  for (let at = from; at < to + 2; at++) if (COMPANY.test(reading.at(at)?.text ?? "")) return;
  for (let at = to; at < to + MOST_BETWEEN; at++) {
    const beside = reading.kindAt(at);
    if (beside === "name") return;
    if (beside !== undefined) {
      reading.claim("name", from, to);
      return;
    }
    const token = reading.at(at);
    if (
      token === undefined ||
      !(isFiller(token.text) || kindNamed(token.text) !== undefined || token.text === ";")
    )
      return;
  }
}
