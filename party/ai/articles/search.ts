import { type AnswerKind, answerKinds } from "../text/answer-kind.ts";
import { leansOnContext } from "../text/leaning.ts";
import type { Article } from "./article.ts";
import type { Section } from "./markdown.ts";
import type { Fit, Hit, Shelf } from "./shelf.ts";
import type { Asked } from "./vocabulary.ts";

/** A section of an article that fits a question; `score` compares passages of one search, `position` orders them. */
export type Passage = { article: Article; section: Section; score: number; position: number };

export type Search = {
  /** Best first. */
  passages: readonly Passage[];
  /** True when the best article speaks of what the question is about, and not merely of a word in it. */
  confident: boolean;
  /** Compares confident searches: the higher, the nearer the question. */
  sureness: number;
  /** Stems that tell an answering sentence, with their weight. */
  telling: ReadonlyMap<string, number>;
};

/** Likeness and coverage together, less a part of what is strange, that make an answer sure: see `Fit`. */
const ENOUGH = 0.75;
const STRANGE = 0.8;
/** Where the words that the article speaks of are frequent ones, they must be said alike. */
const ALIKE = 0.3;
/** Of a question that is only sure together with its context, the article must speak of this much. */
const ENOUGH_OF_ITSELF = 0.8;
/** A question of nothing but small words is sure without context where an article lists it. */
const SAME = 0.95;
/** What a word of earlier talk counts, against one of the question. */
const EARLIER = 0.5;

/** `context` is earlier talk: what the question is about where its own words leave that open. */
export function searchShelf(shelf: Shelf, question: string, context: string): Search {
  const wanted = answerKinds(question);
  const own = shelf.read(question);
  const says = hasContent(own);
  const part = says ? EARLIER : 1;
  const earlier = shelf.read(context).map((term) => ({ ...term, weight: term.weight * part, part }));
  const together = [...own, ...earlier.filter(({ stem }) => own.every((term) => term.stem !== stem))];

  const alone = (): Search | undefined => {
    const found = attempt(shelf, own, wanted);
    const sure = says ? found?.confident : context === "" && (found?.fit.likeness ?? 0) >= SAME;
    return sure ? found : undefined;
  };
  const inContext = (): Search | undefined => {
    const found = hasContent(earlier) ? attempt(shelf, together, wanted) : undefined;
    const [best] = found?.passages ?? [];
    if (found?.confident !== true || best === undefined) return undefined;
    return !says || shelf.find(own, wanted).fit(best.article).coverage >= ENOUGH_OF_ITSELF
      ? found
      : undefined;
  };

  const leans = !says || leansOnContext(question);
  const sure = leans ? (inContext() ?? alone()) : (alone() ?? inContext());
  if (sure !== undefined) return { ...sure, confident: true };
  const passages = shelf.find(says ? own : together, wanted).hits.map(passage);
  return { passages, confident: false, sureness: 0, telling: new Map() };
}

function hasContent(asked: readonly Asked[]): boolean {
  return asked.some(({ light }) => !light);
}

function attempt(
  shelf: Shelf,
  asked: readonly Asked[],
  wanted: readonly AnswerKind[],
): (Search & { fit: Fit }) | undefined {
  const found = shelf.find(asked, wanted);
  const [best] = found.hits;
  if (best === undefined) return undefined;
  const fit = found.fit(best.entry.article);
  const sureness = fit.likeness + fit.coverage - STRANGE * fit.strange;
  return {
    passages: found.hits.map(passage),
    // A word in passing that many sections have, such as "order", is not what an article is about.
    confident: sureness >= ENOUGH && (fit.weighty || fit.likeness >= ALIKE),
    sureness,
    telling: telling(shelf, asked, fit.nearest),
    fit,
  };
}

/** What the words of the phrasing nearest to the question tell, against its own, and those of the ones beside it. */
const NEAREST = 0.5;
const BESIDE = 0.25;

function telling(shelf: Shelf, asked: readonly Asked[], nearest: Fit["nearest"]): Map<string, number> {
  const told = new Map<string, number>();
  const tell = (words: readonly Asked[], part: number) => {
    for (const { stem, light, weight } of words) {
      if (!light) told.set(stem, Math.max(told.get(stem) ?? 0, weight * part));
    }
  };
  tell(asked, 1);
  tell(shelf.read(nearest?.ask ?? ""), NEAREST);
  tell(shelf.read(nearest?.asks.join("\n") ?? ""), BESIDE);
  return told;
}

function passage({ entry, score, position }: Hit): Passage {
  return { article: entry.article, section: entry.section, score, position };
}
