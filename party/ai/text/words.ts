import { fold } from "./fold.ts";

/** Scripts that write without spaces between words; split by it, every second part is such a run. */
const UNSPACED = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+)/u;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*/gu;

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("ja", { granularity: "word" }) : undefined;

/** Words of any language, folded, in order. Japanese, Chinese and Thai are cut by dictionary where there is one. */
export function words(text: string): string[] {
  // NFKC: full-width letters and half-width kana are written for the same words.
  const plain = fold(text.normalize("NFKC"));
  return [...plain.matchAll(WORD)].flatMap(([run]) =>
    run.split(UNSPACED).flatMap((part, index) => {
      if (part === "") return [];
      return index % 2 === 1 ? unspacedWords(part) : [part];
    }),
  );
}

function unspacedWords(run: string): string[] {
  return segmenter === undefined ? pairs(run) : [...segmenter.segment(run)].map((part) => part.segment);
}

/** Overlapping pairs of characters: what search engines use where there is no dictionary. */
export function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ""}${character}`);
}

/**
 * A rough common form of a word, so that "refunded" finds "refunds". It is no linguist: what matters is that
 * question and article are cut alike, and MiniSearch's prefix and fuzzy matching forgive the rest.
 */
export function stem(word: string): string {
  if (/\p{Script=Arabic}/u.test(word)) return arabicStem(word);
  if (!/^[a-zß-ÿа-я']+$/u.test(word)) return word;
  let stemmed = word
    .replace(/^(?:[ldjmnstcq]|qu)'(?=..)/u, "")
    .replace(/'[a-z]*$/u, "")
    .replace(/(?<=..[xz]|..[cs]h)es$|(?<=..[^s])s$/u, "");
  for (let before = ""; before !== stemmed; ) {
    before = stemmed;
    stemmed = stemmed
      .replace(/(?<=..)ie[rs]$/u, "y")
      .replace(/(?<=.{4})(?:ing|ed|er|es|en|em|s|e|n|i|y)$/u, "")
      .replace(/(?<=...)([^aeiou])\1$/u, "$1");
  }
  return stemmed;
}

function arabicStem(word: string): string {
  return word
    .replace(/[\u064b-\u065f\u0670\u0640]/gu, "")
    .replace(/^(?:[وفبك]?ال|لل)(?=.{3})/u, "")
    .replace(/(?<=.{3})(?:ات|ين|ون|ها|ه|ي)$/u, "");
}
