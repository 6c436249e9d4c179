/**
 * Text for comparing: lower case, without accents, apostrophes made alike. Each UTF-16 unit stays in its place,
 * so an index into the folded text is an index into `text.normalize("NFC")`.
 */
export function fold(text: string): string {
  return text.normalize("NFC").replace(/[^a-z0-9\s]/gu, foldCharacter);
}

const ALIKE: Record<string, string> = {
  "’": "'",
  "‘": "'",
  "`": "'",
  "´": "'",
  // Arabic writers mix these freely.
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ى: "ي",
  ة: "ه",
};

function foldCharacter(character: string): string {
  const lower = ALIKE[character] ?? character.toLowerCase();
  // Japanese voicing marks and Hangul decompose too, but there they make another letter, not an accent.
  const isAlphabet = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(lower);
  const bare = isAlphabet && lower !== "й" ? lower.normalize("NFD").replace(/\p{M}/gu, "") : lower;
  return bare.length === character.length ? bare : character;
}
