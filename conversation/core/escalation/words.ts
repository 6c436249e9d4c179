/** Words, told apart as people do: not by case, accents or punctuation. Pure, and the same on every machine. */

/** As words are compared: no case, no accents, full-width letters as any others. Empty where there are no words. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Marks of no script's own: those that are, such as vowels in Hindi, tell words apart, and so do Japanese voicing marks. */
const ACCENTS = /(?![\u3099\u309A])(?=\p{M})\p{Script=Inherited}/gu;

/** What tells whether two messages say the same: their words, or all of it where there are none. */
export function gist(text: string): string {
  return folded(text) || text.trim();
}

/** Whether the words stand in the text one after the other, each of them whole. */
export function containsWords(foldedText: string, foldedWords: string): boolean {
  if (foldedWords === "") return false;
  // Chinese, Japanese, Thai and the like do not put spaces between words.
  if (NO_SPACES.test(foldedWords)) return foldedText.includes(foldedWords);
  return ` ${foldedText} `.includes(` ${foldedWords} `);
}

const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Reasons that no cooldown holds back (E7). */
const URGENT = ["critical", "urgent", "emergency"];

export function isUrgent(reason: string): boolean {
  const text = folded(reason);
  return URGENT.some((word) => containsWords(text, word));
}
