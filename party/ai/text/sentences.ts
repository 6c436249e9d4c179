/** A point after these ends no sentence. */
const ABBREVIATION = "mr|mrs|ms|dr|prof|st|no|nr|vs|approx|inc|e\\.g|i\\.e|z\\.b|ca|bzw|sr|sra|mme|mlle";
const CLOSERS = `["'”’»」』)]*`;
const SENTENCE_END = new RegExp(
  [
    `(?<=[.!?؟…]${CLOSERS})(?<!(?:^|[\\s(])(?:${ABBREVIATION})\\.)\\s+`,
    `(?<=[。！？｡]${CLOSERS})(?!["'”’»」』)。！？｡])`,
    "\\n+",
  ].join("|"),
  "iu",
);

/** Sentences of any language, trimmed, in order, with their closing mark. Lines end sentences too. */
export function sentences(text: string): string[] {
  return text
    .normalize("NFC")
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

const CLAUSE_END = /[,;:،؛、，；：]\s*|\s[–—-]+\s|\s(?:and|but|so|und|aber|y|pero|et|mais)\s/iu;

/** The clauses of a text, in order: sentences, cut at commas and where another thought begins. */
export function clauses(text: string): string[] {
  return sentences(text)
    .flatMap((sentence) => sentence.split(CLAUSE_END))
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

/** The text up to `limit` characters, cut between words, with "…" where something was left out. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = text.slice(0, limit - 1);
  const cut = /^.*[\s、。，,](?=\S*$)/su.exec(room)?.[0] ?? "";
  // Without a gap in the second half the language has no spaces, or the word is longer than anything readable.
  const kept = cut.length > limit / 2 ? cut : room.replace(/[\ud800-\udbff]$/, "");
  return `${kept.replace(/[\s\p{P}]+$/u, "")}…`;
}
