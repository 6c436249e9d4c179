import MiniSearch, { type SearchResult } from "minisearch";
import { baseLanguage } from "../text/language.ts";
import { stopWords } from "../text/stop-words.ts";
import { stem, words } from "../text/words.ts";
import type { Article } from "./article.ts";
import { type Section, sections } from "./markdown.ts";

/** A section of an article that fits a question; `score` compares passages of one search, `position` orders them. */
export type Passage = { article: Article; section: Section; score: number; position: number };

export type Search = {
  /** Best first. */
  passages: readonly Passage[];
  /** True when the best article speaks of what the question is about, and not merely of a word in it. */
  confident: boolean;
};

export type Library = {
  /** `context` is earlier talk: the question, where the words of the question itself say nothing. */
  search(question: string, context: string, locale: string): Search;
};

/** Share of the question (rare words counting more) that the best article must speak of, … */
const ENOUGH = 0.6;
/** … or this, when a title or heading holds one of the words. */
const ENOUGH_ON_TOPIC = 0.3;

/** Makes articles searchable, section by section. */
export function createLibrary(articles: readonly Article[]): Library {
  const all = articles.flatMap((article) => sections(article.body).map((section) => ({ article, section })));
  const byId = new Map(all.map((entry, id) => [id, entry]));
  const index = new MiniSearch({
    fields: ["title", "heading", "text"],
    tokenize: (text) => words(text).map(stem),
    processTerm: (term) => term,
  });
  index.addAll(
    all.map(({ article, section }, id) => ({
      id,
      title: article.title,
      heading: section.heading,
      text: section.blocks.join("\n"),
    })),
  );
  const rarity = rarityOfTerms(
    all.map(({ article, section }) => [article.title, section.heading, ...section.blocks]),
  );
  const languages = new Set(
    articles.map(({ locale }) => (locale === undefined ? undefined : baseLanguage(locale))),
  );

  return {
    search(question, context, locale) {
      const stop = stopWords(locale);
      const said = contentStems(question, stop);
      // "How long does that take?" is about whatever was spoken of before.
      const asked = said.size > 0 ? said : contentStems(context, stop);
      const language = baseLanguage(locale);
      const serves = (article: Article | undefined) =>
        article?.locale === undefined ||
        !languages.has(language) ||
        baseLanguage(article.locale) === language;
      const results = index.search([...asked].join(" "), {
        tokenize: (text) => text.split(" "),
        boost: { title: 3, heading: 3 },
        prefix: (term) => term.length > 3,
        fuzzy: (term) => (term.length > 5 ? 0.2 : false),
        filter: ({ id }) => serves(byId.get(id)?.article),
      });
      const passages = results.flatMap(({ id, score }) => {
        const entry = byId.get(id);
        return entry === undefined ? [] : [{ ...entry, score, position: id }];
      });
      const best = passages[0]?.article;
      const ofBest = results.filter(({ id }) => byId.get(id)?.article === best);
      const { share, weight } = coverage(asked, ofBest, rarity);
      const onTopic = [...asked].some((term) => ofBest[0] !== undefined && isTopic(term, ofBest[0]));
      // A word in passing that many sections have, such as "order", is not what an article is about.
      const tells = share >= ENOUGH && weight >= Math.log(1 + all.length);
      return { passages, confident: tells || (onTopic && share >= ENOUGH_ON_TOPIC) };
    },
  };
}

/** What is longer is no word, and comparing it would take long. */
const LONGEST_WORD = 40;
/** Single letters, small numbers and the particles of Japanese. */
const SLIGHT = /^(?:[\p{N}]{1,2}|[a-z]|\p{Script=Hiragana}{1,2})$/u;

/** The stems of the words that carry meaning. */
export function contentStems(text: string, stop: ReadonlySet<string>): Set<string> {
  return new Set(
    words(text)
      .filter((word) => word.length <= LONGEST_WORD && !stop.has(word) && !SLIGHT.test(word))
      .map(stem),
  );
}

function coverage(
  asked: ReadonlySet<string>,
  results: readonly SearchResult[],
  rarity: (term: string) => number,
): { share: number; weight: number } {
  let total = 0;
  let found = 0;
  for (const term of asked) {
    total += rarity(term);
    found += rarity(term) * Math.max(0, ...results.map((result) => closeness(term, result)));
  }
  return { share: total === 0 ? 0 : found / total, weight: found };
}

/** 1 for the word itself or a longer form of it, half for a word that is merely alike. */
function closeness(term: string, result: SearchResult): number {
  if (!result.queryTerms.includes(term)) return 0;
  return result.terms.some((found) => found.startsWith(term)) ? 1 : 0.5;
}

function isTopic(term: string, result: SearchResult): boolean {
  return Object.entries(result.match).some(
    ([found, fields]) => found.startsWith(term) && fields.some((field) => field !== "text"),
  );
}

function rarityOfTerms(documents: readonly (readonly string[])[]): (term: string) => number {
  const frequency = new Map<string, number>();
  for (const document of documents) {
    const terms = new Set(document.flatMap((text) => words(text).map(stem)));
    for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  // A word that no section knows counts like one that a few do: customers tell stories around their question.
  return (term) => Math.log(1 + documents.length / (frequency.get(term) ?? 3));
}
