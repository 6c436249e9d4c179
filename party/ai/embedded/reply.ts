import type { Library } from "../articles/library.ts";
import type { Search } from "../articles/search.ts";
import { contentStems } from "../articles/terms.ts";
import { openQuestion } from "../open-question.ts";
import type { AnswerRequest, Source, Turn } from "../responder.ts";
import { clauses, sentences } from "../text/sentences.ts";
import { stopWords } from "../text/stop-words.ts";
import { agrees, closes, courtesy } from "./courtesy.ts";
import { excerpt } from "./excerpt.ts";
import { followUps } from "./follow-ups.ts";
import { asksWhoAnswers } from "./identity.ts";
import { asksForPerson } from "./person-request.ts";
import { offersPerson, phrasesFor } from "./phrases.ts";
import { smallTalkKinds, withoutSmallTalk } from "./small-talk.ts";

export type Reply =
  /** `suggestions`: what the customer may want to ask next. */
  | { kind: "answer"; text: string; sources: readonly Source[]; suggestions?: readonly string[] }
  /** Unsure: the words offer a person. */
  | { kind: "offer"; text: string }
  | { kind: "hand_off"; reason: "customer_asked" | "unsure" };

/** Turns before the open question that tell what "it" and "that" are. */
const CONTEXT_TURNS = 6;

/** What the embedded assistant replies to the customer's open question. Remembers nothing: the turns say it all. */
export function replyTo({ turns, locale, resumed }: AnswerRequest, library: Library): Reply {
  const { said, before } = openQuestion(turns);
  const phrases = phrasesFor(locale);
  const last = before.at(-1);
  const offered = last?.role === "ai" && offersPerson(last.text);
  const talk = (turnsOfTalk: readonly string[]): Reply => ({
    kind: "answer",
    text: courtesy(turnsOfTalk, phrases, before.length === 0),
    sources: [],
  });

  // What is in a file only people can see.
  const newestTurn = turns.at(-1);
  if (newestTurn?.files && newestTurn.text.trim() === "") return unsure(offered, phrases.unsure);
  const questions = said.filter((text) => smallTalkKinds(text) === undefined);
  const newest = questions.at(-1);
  if (newest === undefined) {
    if (offered && agrees(said)) return { kind: "hand_off", reason: "customer_asked" };
    return talk(said);
  }
  if (asksWhoAnswers(newest)) return { kind: "answer", text: phrases.whoAnswers, sources: [] };
  // A hand-off is no turn: where nobody was there to take it, the wish still stands here. "OK, thanks" lets it rest.
  const rests = closes(said.at(-1) ?? "");
  if (asksForPerson(newest))
    return rests ? talk(said.slice(-1)) : { kind: "hand_off", reason: "customer_asked" };

  const found = findAnswer(questions, spokenOf(before, locale), locale, library);
  const [best] = found?.search.passages ?? [];
  if (found !== undefined && best !== undefined) {
    // After a human stretch what has been said stands: repeating it would seem not to have listened (H15).
    const text = excerpt(found.search, found.question, locale, resumed ? saidTo(before) : "");
    if (text === "") return unsure(offered, phrases.nothingNew);
    const sources = [{ title: best.article.title, url: best.article.url }];
    return { kind: "answer", text, sources, suggestions: followUps(found.search, text, locale, library) };
  }
  return offered && rests ? talk(said.slice(-1)) : unsure(offered, phrases.unsure);
}

/** The second time in a row it is no use to go on guessing. */
function unsure(offered: boolean, text: string): Reply {
  return offered ? { kind: "hand_off", reason: "unsure" } : { kind: "offer", text };
}

const MOST_CLAUSES = 12;

type Found = { question: string; search: Search };

/**
 * Looks for the whole burst, then for its newest turn, then for the clause of it that is surest: customers tell
 * stories around their question.
 */
function findAnswer(
  questions: readonly string[],
  context: string,
  locale: string,
  library: Library,
): Found | undefined {
  const newest = questions.at(-1) ?? "";
  const look = (asked: string): Found => {
    const question = sentences(asked).map(withoutSmallTalk).join("\n");
    return { question, search: library.search(question, context, locale) };
  };
  for (const asked of new Set([questions.join("\n"), newest])) {
    const found = look(asked);
    if (found.search.confident) return found;
  }
  return clauses(newest)
    .slice(0, MOST_CLAUSES)
    .map(look)
    .filter(({ search }) => search.confident)
    .reduce<Found | undefined>(
      (a, b) => (a !== undefined && a.search.sureness >= b.search.sureness ? a : b),
      undefined,
    );
}

/** What people last spoke of before: turns of small words alone, such as "how much is it?", lead further back. */
function spokenOf(before: readonly Turn[], locale: string): string {
  const stop = stopWords(locale);
  const people = before.filter(({ role }) => role !== "ai").slice(-CONTEXT_TURNS);
  const last = people.findLast(
    ({ text }) => smallTalkKinds(text) === undefined && contentStems(text, stop).size > 0,
  );
  return last?.text ?? "";
}

function saidTo(before: readonly Turn[]): string {
  return textOf(before.filter((turn) => turn.role !== "customer"));
}

function textOf(turns: readonly Turn[]): string {
  return turns.map((turn) => turn.text).join("\n");
}
