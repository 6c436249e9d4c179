import * as v from "valibot";

/** One help article, in Markdown. */
export type Article = {
  id: string;
  title: string;
  /** Absolute (http or https) or root-relative: it is shown to customers as a source. */
  url: string;
  body: string;
  /** BCP 47 tag of the language it is written in. Articles without one are the shop's default. */
  locale?: string | undefined;
  /** What customers ask in their own words, by what answers it. */
  questions?: readonly Questions[] | undefined;
};

/** One thing that customers ask, in several phrasings: words in one of them help to find what all of them mean. */
export type Questions = {
  /** Of the section that answers; the article's title for what stands before the first heading. */
  heading: string;
  asks: readonly string[];
};

const url = v.pipe(
  v.string(),
  v.regex(/^(?:https?:\/\/[^\s/]|\/(?![/\\]))/i, "must be absolute (http, https) or root-relative"),
);

const article = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  url,
  body: v.string(),
  locale: v.optional(v.string()),
  questions: v.optional(v.array(v.object({ heading: v.string(), asks: v.array(v.string()) }))),
});

const articles = v.pipe(
  v.array(article),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "every id must be there once only"),
);

/**
 * Articles from the parsed JSON of an article file: an array of `Article`.
 * Throws an `Error` that names the field when it is anything else.
 */
export function loadArticles(json: unknown): readonly Article[] {
  const result = v.safeParse(articles, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new Error(`articles${path === null ? "" : `.${path}`}: ${issue.message}`);
}
