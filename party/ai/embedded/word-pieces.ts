/** A run without a gap that is longer than this (Japanese, links) comes in parts. */
const LONGEST = 12;
const PART = 4;

/** A text in pieces of about a word, with the space before it; joined they are the text again. */
export function wordPieces(text: string): string[] {
  return (text.match(/\s*\S+|\s+$/g) ?? []).flatMap((word) => {
    const characters = [...word];
    if (characters.length <= LONGEST) return [word];
    const parts: string[] = [];
    for (let at = 0; at < characters.length; at += PART) parts.push(characters.slice(at, at + PART).join(""));
    return parts;
  });
}
