import { SUMMARY_LIMITS, type Summary, type Turn } from "../responder.ts";
import { baseLanguage } from "../text/language.ts";
import { shorten } from "../text/sentences.ts";
import { type Candidate, candidates } from "./candidates.ts";

/** Turns that are read, newest first counted: an issue is not that old, and the room has other things to do. */
const TURNS_READ = 400;

/**
 * Subject and summary of the customer's issue, made of the customer's own sentences and so in the customer's
 * language (H11). Both are "" when the customer has said nothing but greetings, thanks and names: the caller
 * keeps what it has. After a human stretch the newer issue is the one that counts.
 */
export function summarise(turns: readonly Turn[], locale: string): Summary {
  const read = turns.slice(-TURNS_READ);
  const lastAgent = read.findLastIndex((turn) => turn.role === "agent");
  const newer = candidates(read.slice(lastAgent + 1), locale);
  const found = newer.length > 0 ? newer : candidates(read, locale);
  const best = found.reduce<Candidate | undefined>(
    (top, candidate) => (top === undefined || candidate.score > top.score ? candidate : top),
    undefined,
  );
  if (best === undefined) return { subject: "", summary: "" };
  return { subject: headline(best.text, locale), summary: digest(found, best, locale) };
}

function headline(text: string, locale: string): string {
  return shorten(capitalised(text, locale).replace(/[\s.,;:!。、！]+$/u, ""), SUMMARY_LIMITS.subject);
}

/** The best sentences that fit, in the order in which they were said. */
function digest(found: readonly Candidate[], best: Candidate, locale: string): string {
  const chosen = new Set([best]);
  let room = SUMMARY_LIMITS.summary - best.text.length - 1;
  for (const candidate of found.toSorted((a, b) => b.score - a.score)) {
    const repeats = [...chosen].some((other) => other.text.toLowerCase() === candidate.text.toLowerCase());
    if (repeats || candidate.score < best.score / 4 || candidate.text.length + 2 > room) continue;
    chosen.add(candidate);
    room -= candidate.text.length + 2;
  }
  const text = found
    .filter((candidate) => chosen.has(candidate))
    .map((candidate) => closed(capitalised(candidate.text, locale)))
    .join(" ");
  return shorten(text, SUMMARY_LIMITS.summary);
}

/** A first letter made big, unless the word has its own way with capitals ("iPhone"). */
function capitalised(text: string, locale: string): string {
  const firstWord = /^\S+/.exec(text)?.[0] ?? "";
  const [first] = firstWord;
  if (first === undefined || firstWord !== firstWord.toLowerCase()) return text;
  return first.toLocaleUpperCase(baseLanguage(locale)) + text.slice(first.length);
}

function closed(text: string): string {
  const bare = text.replace(/[\s,;:،、-]+$/u, "");
  if (/[.!?…。！？؟]["'”’»」』)]*$/u.test(bare)) return bare;
  return bare + (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(bare) ? "。" : ".");
}
