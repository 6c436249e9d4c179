import { contentStems, type Passage } from "../articles/library.ts";
import { fold } from "../text/fold.ts";
import { sentences } from "../text/sentences.ts";
import { stopWords } from "../text/stop-words.ts";

/** Characters of an answer: what one reads without scrolling in a chat panel. */
const ROOM = 600;
const MOST_SECTIONS = 3;

type Unit = { text: string; block: number };

/**
 * The words of the best article that answer the question, in the article's order: whole sections where they
 * fit, otherwise the sentences that share most words with it. What `said` already holds is left out.
 */
export function excerpt(
  passages: readonly Passage[],
  question: string,
  locale: string,
  said: string,
): string {
  const stop = stopWords(locale);
  const asked = contentStems(question, stop);
  const shared = (text: string) => [...contentStems(text, stop)].filter((term) => asked.has(term)).length;
  const known = plain(said);
  const fresh = fitting(passages, shared)
    .flatMap(({ section }) => section.blocks)
    .flatMap((block, index) => units(block).map((text): Unit => ({ text, block: index })))
    .filter(({ text }) => !known.includes(plain(text)));

  const chosen = new Set<Unit>();
  let room = ROOM;
  for (const unit of fresh.toSorted((a, b) => shared(b.text) - shared(a.text))) {
    if (unit.text.length > room) continue;
    chosen.add(unit);
    room -= unit.text.length + 1;
  }
  return joined(fresh.filter((unit) => chosen.has(unit)));
}

/** The best section, and those of its article that speak of as much of the question, in the article's order. */
function fitting(passages: readonly Passage[], shared: (text: string) => number): Passage[] {
  const [top] = passages;
  if (top === undefined) return [];
  const speaksOf = ({ section }: Passage) => shared([section.heading, ...section.blocks].join("\n"));
  return passages
    .filter(
      (passage) =>
        passage === top ||
        (passage.article === top.article && speaksOf(passage) >= Math.max(1, speaksOf(top))),
    )
    .slice(0, MOST_SECTIONS)
    .toSorted((a, b) => a.position - b.position);
}

const ITEM = /^(?:-|\d+\.) /;

function units(block: string): string[] {
  return ITEM.test(block) ? [block] : sentences(block);
}

function joined(chosen: readonly Unit[]): string {
  return chosen.reduce((text, unit, index) => {
    const previous = chosen[index - 1];
    if (previous === undefined) return unit.text;
    if (previous.block === unit.block) return text + (/[。！？]$/.test(text) ? "" : " ") + unit.text;
    return text + (ITEM.test(previous.text) && ITEM.test(unit.text) ? "\n" : "\n\n") + unit.text;
  }, "");
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
