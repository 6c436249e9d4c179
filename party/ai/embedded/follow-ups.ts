import type { Library } from "../articles/library.ts";
import type { Search } from "../articles/search.ts";
import { excerpt } from "./excerpt.ts";

/** As many as stand under a short answer without outweighing it. */
const MOST = 3;
/** Two answers that begin alike for so many characters are one. */
const ALIKE = 30;

/**
 * What the customer may want to ask next: other sections of the article that has just answered, by their headings.
 * Only those that answer when they are asked for, and something else than what has been said.
 */
export function followUps({ passages }: Search, answer: string, locale: string, library: Library): string[] {
  const [best] = passages;
  return passages
    .filter(({ article, section }) => article === best?.article && section.heading !== "")
    .map(({ section }) => section.heading)
    .filter((heading) => {
      const found = library.search(heading, "", locale);
      const [first] = found.passages;
      const leadsThere = first?.article === best?.article && first?.section.heading === heading;
      if (!found.confident || !leadsThere) return false;
      const next = excerpt(found, heading, locale, "");
      return next !== "" && !answer.includes(next.slice(0, ALIKE)) && !next.includes(answer.slice(0, ALIKE));
    })
    .slice(0, MOST);
}
