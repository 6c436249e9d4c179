import type { Folded } from "./fold.ts";
import { KINDS, type Kind, placeholder } from "./kinds.ts";

/** A word, a run of digits, or a single other character that is no space; letters end where digits begin. */
export type Token = {
  text: string;
  type: "word" | "number" | "mark";
  /** Where it stands in the original text. */
  start: number;
  end: number;
  /** What is between it and the token before. */
  gap: "none" | "space" | "line";
  /** Written with a capital letter. */
  capital: boolean;
};

/** Tokens `from` (included) to `to` (not included) are a value of this kind. */
export type Claim = { kind: Kind; from: number; to: number };

// Japanese has no spaces: a change of script ends a word there (名前|は|田中).
const TOKEN =
  /(\d+)|(\p{Script=Han}+|\p{Script=Hiragana}+|[\p{Script=Katakana}ー]+|[\p{L}\p{M}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{L}\p{M}]|$))|(\S)/gu;

const CAPITAL = /^\p{Lu}/u;

export function tokenize(original: string, folded: Folded): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  for (const match of folded.text.matchAll(TOKEN)) {
    const [text, digits, letters] = match;
    const between = folded.text.slice(last, match.index);
    last = match.index + text.length;
    const start = folded.starts[match.index] ?? 0;
    tokens.push({
      text,
      type: digits !== undefined ? "number" : letters !== undefined ? "word" : "mark",
      start,
      end: folded.ends[last - 1] ?? 0,
      gap: between === "" ? "none" : /[\n\r\u2028\u2029]/u.test(between) ? "line" : "space",
      capital: letters !== undefined && CAPITAL.test(original.slice(start, start + 2)),
    });
  }
  return tokens;
}

const PLACEHOLDERS = new Map<string, Kind>(KINDS.map((kind) => [placeholder(kind), kind]));
const LONGEST = 5;

/**
 * The tokens of a text, and which of them are spoken for. A rule claims tokens; later rules see a wall there,
 * and so does whoever reads a text that is redacted already.
 */
export class Reading {
  readonly claims: Claim[] = [];
  /** Per token, one more than its kind's index; 0 for none. */
  readonly #taken: Uint8Array;

  constructor(readonly tokens: readonly Token[]) {
    this.#taken = new Uint8Array(tokens.length);
    for (let from = 0; from < tokens.length; from++) {
      if (tokens[from]?.text !== "[") continue;
      for (let to = from + 3; to <= from + LONGEST; to++) {
        const kind = PLACEHOLDERS.get(this.textOf(from, to));
        if (kind !== undefined) this.#mark(kind, from, to);
      }
    }
  }

  /** The token at `index`, or undefined where there is none or it is spoken for. */
  at(index: number): Token | undefined {
    return this.taken(index) ? undefined : this.tokens[index];
  }

  taken(index: number): boolean {
    return this.kindAt(index) !== undefined;
  }

  /** What the token at `index` is spoken for as. */
  kindAt(index: number): Kind | undefined {
    return KINDS[(this.#taken[index] ?? 0) - 1];
  }

  claim(kind: Kind, first: number, last: number): void {
    for (let index = first; index < last; index++) if (this.taken(index)) return;
    if (first >= last) return;
    let [from, to] = [first, last];
    // A character that reads as several tokens (`℀` is `a`, `/` and `c`) is hidden as a whole.
    while (this.#isOneCharacter(from - 1) && !this.taken(from - 1)) from--;
    while (this.#isOneCharacter(to - 1) && !this.taken(to)) to++;
    this.#mark(kind, from, to);
    this.claims.push({ kind, from, to });
  }

  /** Whether the token at `index` and the next one were made of the same character. */
  #isOneCharacter(index: number): boolean {
    const [one, next] = [this.tokens[index], this.tokens[index + 1]];
    // A number that goes on from the turn before has a place in its own text, and a gap before it.
    return one !== undefined && next?.gap === "none" && next.start < one.end;
  }

  #mark(kind: Kind, from: number, to: number): void {
    this.#taken.fill(KINDS.indexOf(kind) + 1, from, to);
  }

  /** The tokens as text, with one space wherever there was some. */
  textOf(from: number, to: number): string {
    const texts = this.tokens.slice(from, to);
    return texts.map(({ text, gap }, index) => (index > 0 && gap !== "none" ? ` ${text}` : text)).join("");
  }
}
