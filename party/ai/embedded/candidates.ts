import type { Turn } from "../responder.ts";
import { fold } from "../text/fold.ts";
import { sentences } from "../text/sentences.ts";
import { stopWords } from "../text/stop-words.ts";
import { words } from "../text/words.ts";
import { issueWords } from "./issue-words.ts";
import { withoutSmallTalk } from "./small-talk.ts";

/** A sentence of the customer's that may say what the issue is, small talk taken off its front. */
export type Candidate = { text: string; score: number };

/** Candidates in the order in which the customer wrote them. Their text is the customer's own. */
export function candidates(turns: readonly Turn[], locale: string): Candidate[] {
  const stop = stopWords(locale);
  let asked = false;
  const found: Candidate[] = [];
  for (const turn of turns) {
    if (turn.role !== "customer") {
      // The first question is "How can I help?"; later ones ask for details.
      asked = found.length > 0 && /[?？؟]\s*$/.test(turn.text);
      continue;
    }
    for (const sentence of sentences(turn.text)) {
      const text = withoutSmallTalk(sentence);
      const opens = found.length === 0;
      const score = text === "" ? 0 : scoreOf(text, stop, opens) - (asked ? 1.5 : 0);
      if (score > 0) found.push({ text, score });
    }
  }
  // Customers say what they want before they are asked for details.
  return found.map((candidate, index) => ({ ...candidate, score: candidate.score + 3 / (1 + index) }));
}

function scoreOf(text: string, stop: ReadonlySet<string>, opens: boolean): number {
  const all = words(text);
  const { wishes, matters } = issueWords(fold(text));
  const digits = text.replace(/[^\p{N}]/gu, "").length;
  // Nobody is asked for details before they have said what it is about: "My order 4711 is late."
  const mayBeDetail = wishes === 0 && !(opens && matters > 0);
  const isDetail = digits > 8 || (mayBeDetail && (digits > 3 || /\S@\S/.test(text)));
  const content = all.filter((word) => !stop.has(word) && word.length > 1).length;
  // One or two words that name no issue are a name, a city or a code: an answer to a question, not an issue.
  if (wishes + matters === 0 && (all.length < 3 || digits > 2)) return 0;
  return (
    Math.min(content, 5) * 0.4 +
    Math.min(wishes, 1) * 1.5 +
    Math.min(matters, 2) +
    (/[?？؟]/.test(text) ? 0.5 : 0) -
    // What was asked for to look something up: card, policy and telephone numbers, mail addresses.
    (isDetail ? 4 : 0)
  );
}
