import MiniSearch from "minisearch";
import { type AnswerKind, tells } from "../text/answer-kind.ts";
import { stopWords } from "../text/stop-words.ts";
import type { Article } from "./article.ts";
import { type Entry, entriesOf, textOf } from "./entries.ts";
import { createPhrasings, type Phrasing } from "./phrasings.ts";
import { contentStems } from "./terms.ts";
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
  /** True where what the article speaks of weighs nearly as much as a word that one section alone knows. */
  weighty: boolean;
  nearest: Pick<Phrasing, "ask" | "asks"> | undefined;
};

export type Found = {
  /** Best first. */
  hits: readonly Hit[];
  fit(article: Article): Fit;
};

/** Articles of one language, searchable. */
export type Shelf = {
  /** The words of a question, spelt as the articles spell them. */
  read(question: string): Asked[];
  /** Sections that tell the wanted kinds of answer come before others. */
  find(asked: readonly Asked[], wanted: readonly AnswerKind[]): Found;
};

/** What likeness of phrasings counts against BM25, which is 1 for the best section. */
const LIKENESS = 2;
/** What a section is worth that does not tell the price or time that is asked for. */
const UNTOLD = 0.8;
const WEIGHTY = 0.8;

/** `locale` is the language whose small words say little. */
export function createShelf(articles: readonly Article[], locale: string): Shelf {
  const stop = stopWords(locale);
  const entries = articles.flatMap(entriesOf);
  const texts = entries.map(textOf);
  const vocabulary = createVocabulary(texts, stop);
  const phrasings = createPhrasings(entries, vocabulary, stop);
  const stemsOf = new Map(
    articles.map((article) => [article, contentStems(entriesOf(article).map(textOf).join("\n"), stop)]),
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

  function bm25(content: readonly Asked[]): ReadonlyMap<number, number> {
    const found = index.search(content.map(({ stem }) => stem).join(" "), {
      tokenize: (text) => text.split(" "),
      boost: { title: 2, heading: 2, asked: 2 },
      boostTerm: (_, at) => (content[at]?.sure ?? 1) * (content[at]?.part ?? 1),
      prefix: (term) => term.length > 3,
      bm25: { k: 1.2, b: 0.5, d: 0.5 },
    });
    return new Map(found.map(({ id, score }): [number, number] => [id, score / (found[0]?.score ?? 1)]));
  }

  return {
    read: vocabulary.read,
    find(asked, wanted) {
      const content = asked.filter(({ light }) => !light);
      const alike = phrasings.likeTo(asked);
      const likeness = new Map<number, number>();
      for (const { phrasing, likeness: like } of alike) {
        const counted = LIKENESS * phrasing.part * like;
        if (counted > (likeness.get(phrasing.position) ?? 0)) likeness.set(phrasing.position, counted);
      }
      const words = bm25(content);
      const score = (position: number) => {
        const told = wanted.every((kind) => tells(texts[position] ?? "", kind));
        return ((likeness.get(position) ?? 0) + (words.get(position) ?? 0)) * (told ? 1 : UNTOLD);
      };
      const hits = entries
        .map((entry, position) => ({ entry, position, score: score(position) }))
        .filter((hit) => hit.score > 0)
        .sort((a, b) => b.score - a.score);

      function fit(article: Article): Fit {
        const nearest = alike.find(({ phrasing }) => entries[phrasing.position]?.article === article);
        const stems = stemsOf.get(article) ?? new Set();
        const total = sum(content, ({ weight }) => weight);
        const spoken = sum(content, ({ stem, weight, sure }) => weight * sure * knownTo(stems, stem));
        const strange = sum(content, ({ stem, weight }) => weight * (1 - vocabulary.knows(stem)));
        return {
          likeness: nearest?.likeness ?? 0,
          coverage: total === 0 ? 0 : spoken / total,
          strange: total === 0 ? 0 : strange / total,
          weighty: spoken >= WEIGHTY * vocabulary.rarest,
          nearest: nearest?.phrasing,
        };
      }
      return { hits, fit };
    },
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
