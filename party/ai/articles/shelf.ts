import MiniSearch from "minisearch";
import { isNegative } from "../text/negative.ts";
import { stopWords } from "../text/stop-words.ts";
import type { Article } from "./article.ts";
import { type Entry, entriesOf, textOf } from "./entries.ts";
import { contentStems, terms } from "./terms.ts";
import { type Asked, createVocabulary, knownTo } from "./vocabulary.ts";

/** A section that fits a question; `score` compares sections of one search. */
export type Hit = { entry: Entry; position: number; score: number };

/** How well an article fits a question: shares, 0…1. */
export type Fit = {
  /** Likeness of the question and the phrasing nearest to it: a customer's question, a title or a heading. */
  likeness: number;
  /** Share of the question's meaning that the article speaks of. */
  coverage: number;
  /** Share of the question's meaning that no article of the shelf speaks of. */
  strange: number;
  /** True where what the article speaks of weighs as much as a word that one section alone knows. */
  weighty: boolean;
  /** The nearest phrasing, and all that mean the same. */
  nearest: Nearest;
};

export type Nearest = { ask: string; asks: readonly string[] };

/** Articles of one language, searchable. */
export type Shelf = {
  /** The words of a question, spelt as the articles spell them. */
  read(question: string): Asked[];
  /** Best first. */
  find(asked: readonly Asked[]): Hit[];
  fit(asked: readonly Asked[], article: Article): Fit;
};

/**
 * `part` is below 1 for titles, which tell the article but not which section of it, and for headings of exceptions
 * such as "What cannot be returned".
 */
type Phrasing = Nearest & { position: number; part: number; stems: ReadonlySet<string>; weight: number };

const TITLE = 0.7;
const EXCEPTION = 0.5;
/** What likeness of phrasings counts against BM25, which is 1 for the best section. */
const LIKENESS = 2;

/** `locale` is the language whose small words say little. */
export function createShelf(articles: readonly Article[], locale: string): Shelf {
  const stop = stopWords(locale);
  const entries = articles.flatMap(entriesOf);
  const vocabulary = createVocabulary(entries.map(textOf), stop);
  const stemsOf = new Map(articles.map((article) => [article, new Set<string>()]));
  for (const entry of entries)
    for (const stem of contentStems(textOf(entry), stop)) stemsOf.get(entry.article)?.add(stem);

  const phrasings = entries.flatMap(({ article, section, questions }, position): Phrasing[] =>
    [{ asks: [article.title] }, { asks: [section.heading] }, ...questions].flatMap(({ asks }) =>
      asks.map((ask) => {
        const own = terms(ask, stop);
        const stems = new Set(own.map(({ stem }) => stem));
        const part =
          ask === article.title ? TITLE : ask === section.heading && isNegative(ask) ? EXCEPTION : 1;
        return { ask, asks, position, part, stems, weight: sum(own.map(vocabulary.weigh)) };
      }),
    ),
  );
  const index = new MiniSearch({
    fields: ["title", "heading", "asked", "text"],
    tokenize: (text) => [...contentStems(text, stop)],
    processTerm: (term) => term,
  });
  index.addAll(
    entries.map(({ article, section, questions }, id) => ({
      id,
      title: article.title,
      heading: section.heading,
      asked: questions.flatMap(({ asks }) => asks).join("\n"),
      text: section.blocks.join("\n"),
    })),
  );

  return {
    read: vocabulary.read,
    find(asked) {
      const scores = new Map<number, number>();
      for (const phrasing of phrasings) {
        const score = LIKENESS * phrasing.part * likeness(asked, phrasing);
        if (score > (scores.get(phrasing.position) ?? 0)) scores.set(phrasing.position, score);
      }
      const content = asked.filter(({ light }) => !light);
      const found = index.search(content.map(({ stem }) => stem).join(" "), {
        tokenize: (text) => text.split(" "),
        boost: { title: 2, heading: 2, asked: 2 },
        boostTerm: (_, at) => (content[at]?.sure ?? 1) * (content[at]?.part ?? 1),
        prefix: (term) => term.length > 3,
        bm25: { k: 1.2, b: 0.5, d: 0.5 },
      });
      for (const { id, score } of found) {
        scores.set(id, (scores.get(id) ?? 0) + score / (found[0]?.score ?? 1));
      }
      return entries
        .map((entry, position) => ({ entry, position, score: scores.get(position) ?? 0 }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
    },
    fit(asked, article) {
      const own = phrasings.filter(({ position }) => entries[position]?.article === article);
      let nearest: Nearest = { ask: "", asks: [] };
      let most = 0;
      for (const phrasing of own) {
        const alike = likeness(asked, phrasing);
        if (alike > most) [nearest, most] = [phrasing, alike];
      }
      const stems = stemsOf.get(article) ?? new Set();
      const content = asked.filter(({ light }) => !light);
      const total = sum(content.map(({ weight }) => weight));
      const spoken = sum(content.map(({ stem, weight, sure }) => weight * sure * knownTo(stems, stem)));
      const strange = sum(content.map(({ stem, weight }) => weight * (1 - vocabulary.knows(stem))));
      const share = (weight: number) => (total === 0 ? 0 : weight / total);
      return {
        likeness: most,
        coverage: share(spoken),
        strange: share(strange),
        weighty: spoken >= vocabulary.rarest,
        nearest,
      };
    },
  };
}

/** What small words of the question that a phrasing lacks count against it: "please", "hi". */
const SPARE = 0.4;

/** 1 for the same words, 0 for none in common. */
function likeness(asked: readonly Asked[], { stems, weight }: Phrasing): number {
  let shared = 0;
  let total = 0;
  for (const term of asked) {
    const known = knownTo(stems, term.stem);
    shared += term.weight * term.sure * known;
    total += term.weight * (term.light && known === 0 ? SPARE : 1);
  }
  return shared === 0 ? 0 : shared / Math.sqrt(total * weight);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
