import { fold } from "../text/fold.ts";
import type { Article, Questions } from "./article.ts";
import { type Section, sections } from "./markdown.ts";

/** A section of an article with what customers ask of it. */
export type Entry = { article: Article; section: Section; questions: readonly Questions[] };

/** The sections of an article. Questions whose heading it does not have count for its first section. */
export function entriesOf(article: Article): Entry[] {
  const entries = sections(article.body).map((section) => ({
    article,
    section,
    questions: [] as Questions[],
  }));
  for (const questions of article.questions ?? []) {
    const answers = entries.find(({ section }) => headingOf(section, article) === fold(questions.heading));
    (answers ?? entries[0])?.questions.push(questions);
  }
  return entries;
}

function headingOf(section: Section, article: Article): string {
  return fold(section.heading === "" ? article.title : section.heading);
}

/** All words of an entry. */
export function textOf({ article, section, questions }: Entry): string {
  const asked = questions.flatMap(({ asks }) => asks);
  return [article.title, section.heading, ...asked, ...section.blocks].join("\n");
}
