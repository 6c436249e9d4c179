import { fold } from "../text/fold.ts";

/** A word, folded, in the forms in which a list may hold it: as it stands first. */
export type Token = { forms: readonly [string, ...string[]]; isLoud: boolean };

/** Words up to a pause, and the marks that make the pause. */
export type Clause = { tokens: readonly Token[]; close: string };

/** Characters that are read: a room takes no longer message. */
const READ = 5_000;

/** What is no speech: addresses and links. */
const ADDRESS = /(?<!\S)\S+@\S+|https?:\/\/\S+/gu;
const ARABIC_SIGNS = /[\u064b-\u065f\u0670\u0640]/gu;
/** `f***`, `sh*t`: whatever it was, it was meant. */
const MASKED = /(?<![\p{L}*])\p{L}{1,2}\*+\p{L}*(?![\p{L}\p{N}*])/gu;
const SMILES = /(?<![\p{L}\p{N}])(?:[:;=8]['’]?[-o^]?[)\]D]|<3|\^_*\^)(?!\p{L})/gu;
const FROWNS = /(?<![\p{L}\p{N}])(?:[:;=8]['’]?[-o^]?[([/\\]|[:=]['’]?\(|[>T]_+[<T])(?!\p{L})/gu;

const CLAUSE = /([^.!?؟。、,;:،؛()\n]*)([.!?؟。、,;:،؛()\n]*)/gu;
const WORD = /[\p{L}\p{N}\p{M}*]+(?:'[\p{L}*]+)*|\p{Extended_Pictographic}/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** French and Italian write short words and the next as one. */
const ELISION = /^(?:[cdjlmnst]|qu|un|all|dell|nell)'(?=\p{L}{2})/u;

/** A message as clauses of tokens. */
export function clausesOf(text: string): Clause[] {
  // NFKC: full-width marks and half-width kana are the same marks and letters.
  const plain = text
    .slice(0, READ)
    .normalize("NFKC")
    // There are signs that stand for a sentence, and become one.
    .slice(0, READ)
    .replace(ARABIC_SIGNS, "")
    .replace(ADDRESS, " ")
    .replace(MASKED, " 🤬 ")
    .replace(SMILES, " 🙂 ")
    .replace(FROWNS, " 🙁 ");
  return [...plain.matchAll(CLAUSE)]
    .filter(([clause]) => clause !== "")
    .map(([, said = "", close = ""]) => ({ tokens: tokensOf(said), close: close.trim() }));
}

export function tokensOf(text: string): Token[] {
  return [...text.replace(/[’‘`´]/gu, "'").matchAll(WORD)].flatMap(([word]) => {
    const isLoud = word.length > 1 && word !== word.toLowerCase() && word === word.toUpperCase();
    return parts(fold(word)).map((part) => ({ forms: formsOf(part), isLoud }));
  });
}

function parts(word: string): string[] {
  if (UNSPACED.test(word)) return [...word];
  const elided = ELISION.exec(word)?.[0];
  return elided === undefined ? [word] : [elided, word.slice(elided.length)];
}

function formsOf(word: string): [string, ...string[]] {
  if (/\p{Script=Arabic}/u.test(word)) {
    // "And", "the", "with" and "for" are written onto the word.
    const bare = word.replace(/^[وف](?=.{3})/u, "");
    const barer = bare.replace(/^(?:[بك]?ال|لل|ب|ل)(?=.{3})/u, "");
    return [word, ...(bare === word ? [] : [bare]), ...(barer === bare ? [] : [barer])];
  }
  if (!/(\p{L})\1\1/u.test(word)) return [word];
  // "sooo", "goood": drawn out from a single letter or a double one.
  return [word.replace(/(\p{L})\1{2,}/gu, "$1$1"), word.replace(/(\p{L})\1{2,}/gu, "$1")];
}
