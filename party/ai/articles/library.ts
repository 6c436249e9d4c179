import { baseLanguage } from "../text/language.ts";
import type { Article } from "./article.ts";
import { type Search, searchShelf } from "./search.ts";
import { createShelf, type Shelf } from "./shelf.ts";

export type Library = {
  /** `context` is earlier talk: what the question is about where its own words leave that open. */
  search(question: string, context: string, locale: string): Search;
};

/**
 * Makes articles searchable, section by section. Those in the customer's language come first, then the shop's
 * default ones, then the others: some customers write another language than their widget speaks.
 */
export function createLibrary(articles: readonly Article[]): Library {
  const byLanguage = new Map<string, Article[]>();
  for (const article of articles) {
    const language = article.locale === undefined ? "" : baseLanguage(article.locale);
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), article]);
  }
  const shelves = new Map<string, Shelf>();

  /** "" stands for the articles that name no language: they are read as the customer's. */
  function shelf(language: string, customers: string): Shelf {
    const key = language === "" ? ` ${customers}` : language;
    const made = shelves.get(key) ?? createShelf(byLanguage.get(language) ?? [], language || customers);
    shelves.set(key, made);
    return made;
  }

  return {
    search(question, context, locale) {
      const customers = baseLanguage(locale);
      const served = [customers, ""].filter((language) => byLanguage.has(language));
      const others = [...byLanguage.keys()].filter((language) => !served.includes(language));
      const unsure: Search[] = [];
      for (const language of [...served, ...others]) {
        const found = searchShelf(shelf(language, customers), question, context);
        if (found.confident) return found;
        unsure.push(found);
      }
      const passages = unsure.slice(0, served.length).flatMap((found) => found.passages);
      return { passages, confident: false, sureness: 0, telling: new Map() };
    },
  };
}
