import type { Passage, Search } from "../articles/search.ts";
import { terms } from "../articles/terms.ts";
import { answerKinds, tells } from "../text/answer-kind.ts";
import { fold } from "../text/fold.ts";
import { isNegative } from "../text/negative.ts";
import { sentences } from "../text/sentences.ts";
import { stopWords } from "../text/stop-words.ts";

/** Characters of an answer in sentences: what one reads at a glance. A list may be longer. */
const ROOM = 350;
const LIST_ROOM = 900;
const MOST_SENTENCES = 3;
/** What a price counts where the question asks for one, of the question's weightiest word. */
const WANTED = 0.6;
/** What the first sentence of a section counts: writers say there what the section is about. */
const FIRST = 0.8;
/** What an exception ("gift cards cannot be returned") counts less. */
const EXCEPTION = 0.3;
/** How much more the section tells than the sentence: the best one of another section rarely answers. */
const SECTION = 4;
/** Items of a list that answer nearly as well as the best one belong to the answer, … */
const AS_GOOD = 0.8;
/** … and where there are more of them, the whole list does. */
const MOST_ITEMS = 2;

/** A sentence, an item of a list, or all steps of a numbered one. */
type Unit = { text: string; block: number; passage: Passage; shared: number; score: number };

/**
 * What the best article says to the question: the sentence that answers and what follows it, or the list. What
 * `said` already holds is left out; "" where nothing is left.
 */
export function excerpt(
  { passages, telling }: Search,
  question: string,
  locale: string,
  said: string,
): string {
  const [top] = passages;
  const topScore = top?.score ?? 1;
  const stop = stopWords(locale);
  const kinds = answerKinds(question);
  const weightiest = Math.max(0, ...telling.values());
  const asksNegative = isNegative(question);
  const known = plain(said);

  function unitsOf(passage: Passage): Unit[] {
    const texts = grouped(passage.section.blocks).filter(({ text }) => !known.includes(plain(text)));
    return texts.map(({ text, block }, index) => {
      const told = terms(text, stop).reduce((sum, { stem }) => sum + (telling.get(stem) ?? 0), 0);
      const shared = told + kinds.filter((kind) => tells(text, kind)).length * WANTED * weightiest;
      const against = !asksNegative && isNegative(text) ? EXCEPTION * weightiest : 0;
      const first =
        index === 0 || (ITEM.test(text) && ITEM.test(texts[0]?.text ?? "")) ? FIRST * weightiest : 0;
      return {
        text,
        block,
        passage,
        shared,
        score: (passage.score / topScore) ** SECTION * (shared + first - against),
      };
    });
  }

  const units = passages.filter(({ article }) => article === top?.article).flatMap(unitsOf);
  // Of equals the first: passages come best first.
  const best = units.reduce<Unit | undefined>(
    (a, b) => (a !== undefined && a.score >= b.score ? a : b),
    undefined,
  );
  if (best === undefined) return "";
  const section = units.filter(({ passage }) => passage === best.passage);
  return ITEM.test(best.text) ? list(section, best) : prose(section, best);
}

const ITEM = /^- /;
const STEP = /^\d+\. /;

/** Sentences, items and lists of steps, with the block they stand in. */
function grouped(blocks: readonly string[]): { text: string; block: number }[] {
  const found: { text: string; block: number }[] = [];
  for (const [block, text] of blocks.entries()) {
    const last = found.at(-1);
    if (STEP.test(text) && last !== undefined && STEP.test(last.text)) last.text += `\n${text}`;
    else if (STEP.test(text) || ITEM.test(text)) found.push({ text, block });
    else found.push(...sentences(text).map((sentence) => ({ text: sentence, block })));
  }
  return found;
}

/** The items that answer, or all of them where most answer alike. */
function list(section: readonly Unit[], best: Unit): string {
  const items = section.filter(({ text }) => ITEM.test(text));
  const good = items.filter(({ shared }) => shared >= AS_GOOD * best.shared);
  if (good.length > MOST_ITEMS) return asList(items.map(({ text }) => text));
  return asProse(good.map(({ text }) => text.replace(ITEM, "")));
}

/** The sentence, and those after it that go on with the matter; the list where it opens one. */
function prose(section: readonly Unit[], best: Unit): string {
  const after = section.slice(section.indexOf(best) + 1);
  const [next] = after;
  if (next !== undefined && (ITEM.test(next.text) || STEP.test(next.text))) {
    const items = after.filter(({ text }) => ITEM.test(text) || STEP.test(text)).map(({ text }) => text);
    return asList([best.text, ...items]);
  }
  const end = after.findIndex(({ block, shared }) => block !== best.block || shared <= 0);
  return asProse([best, ...(end === -1 ? after : after.slice(0, end))].map(({ text }) => text));
}

function asList(texts: readonly string[]): string {
  return fitting(texts, () => "\n", LIST_ROOM);
}

function asProse(texts: readonly string[]): string {
  return fitting(texts.slice(0, MOST_SENTENCES), (all) => (/[。！？]$/.test(all) ? "" : " "), ROOM);
}

/** As many of the first texts as there is room for; the first one in any case. */
function fitting(texts: readonly string[], gap: (before: string) => string, room: number): string {
  return texts.reduce((all, text) => {
    const longer = all === "" ? text : all + gap(all) + text;
    return all === "" || longer.length <= room ? longer : all;
  }, "");
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
