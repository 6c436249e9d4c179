/** A text made alike for reading, and where each of its UTF-16 units came from in the original. */
export type Folded = {
  text: string;
  /** Per unit of `text`: where the original's character begins, and where it ends. */
  starts: readonly number[];
  ends: readonly number[];
};

const DIGIT = /^\p{Nd}$/u;
/** Zero-width and bidirectional marks, soft hyphens: they look like nothing and would tear numbers apart. */
const INVISIBLE = /^(?:\p{Cf}|\p{Variation_Selector}|\u034f)$/u;
const DASH = /^[\p{Pd}\u2212]$/u;

/** Lower case, compatible forms made one (`４` is `4`), digits of every script as 0–9, dashes as `-`. */
export function fold(text: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { text: parts.join(""), starts, ends };
}

function foldCharacter(character: string): string {
  if (character < "\u0080") return character.toLowerCase();
  if (INVISIBLE.test(character)) return "";
  if (DASH.test(character)) return "-";
  if (DIGIT.test(character)) return digitValue(character);
  const compatible = character.normalize("NFKC").toLowerCase();
  // What only holds a digit (`⅐`, `①`, `²`) is no part of the number beside it.
  if (/\d/u.test(compatible)) return character;
  // A lone accent or a space with one under it must not become a word break.
  return /\s/u.test(compatible) && compatible.length > 1 ? character : compatible;
}

/** Decimal digits come in runs of ten from their zero on, so stepping back to the zero tells the value. */
function digitValue(digit: string): string {
  const plain = digit.normalize("NFKC");
  if (plain >= "0" && plain <= "9") return plain;
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
