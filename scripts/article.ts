import type { Article, Questions } from "../party/ai/articles/article.ts";
import { sections } from "../party/ai/articles/markdown.ts";

/** A help article, as `articles.json` holds it; `url` is the root-relative address of its page. */
export type HelpArticle = Article & { summary: string };

type Front = ReadonlyMap<string, { value: string; items: readonly string[] }>;

/**
 * Reads one article; `path` is the file's, from the folder of the articles: `returns.md`, `de/retoure.md`.
 * Throws an error that names the file when its name or front matter is not as it should be.
 */
export function parseArticle(path: string, source: string): HelpArticle {
  const id = path.replace(/\.md$/, "");
  if (!/^(?:[a-z]{2,3}\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || /(?:^|\/)index$/.test(id)) {
    throw new Error(`${path}: the name must be a slug like "gift-cards.md", and not "index.md"`);
  }
  const parts = /^---\r?\n(?<front>[\s\S]*?)\r?\n---\r?\n(?<body>[\s\S]*)$/.exec(source)?.groups;
  if (parts === undefined) throw new Error(`${path}: there is no front matter between "---" lines`);

  const front = frontMatter(parts.front ?? "");
  const field = (name: string): string => {
    const value = front.get(name)?.value;
    if (!value) throw new Error(`${path}: "${name}:" is missing or empty`);
    return value;
  };
  const locale = front.get("locale")?.value;
  if (locale !== undefined && !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(locale)) {
    throw new Error(`${path}: "locale:" must be a language tag like "de" or "pt-BR"`);
  }
  const body = (parts.body ?? "").trim();
  if (body === "") throw new Error(`${path}: the article has no text`);
  const title = field("title");
  const headings = [title, ...sections(body).map((section) => section.heading)];
  const questions = front.get("questions")?.items.map((line) => {
    const read = parseQuestions(line, headings);
    if (read === undefined) {
      throw new Error(`${path}: "${line}" must begin with the title or a heading and a colon`);
    }
    return read;
  });
  return {
    id,
    title,
    url: `/help/${id}.html`,
    summary: field("summary"),
    ...(locale === undefined ? {} : { locale }),
    ...(questions === undefined ? {} : { questions }),
    body,
  };
}

/** `Heading: one phrasing; another one`. */
function parseQuestions(line: string, headings: readonly string[]): Questions | undefined {
  const heading = headings.find((text) => line.startsWith(text) && /^[:：]/.test(line.slice(text.length)));
  if (heading === undefined || heading === "") return undefined;
  const asks = line.slice(heading.length + 1).split(/[;；؛]/);
  return { heading, asks: asks.map((ask) => ask.trim()).filter((ask) => ask !== "") };
}

/** Lines `name: value`, and below a name the items of its list, `- item`. */
function frontMatter(text: string): Front {
  const fields = new Map<string, { value: string; items: string[] }>();
  let open: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*- +(?<text>.+)$/.exec(line)?.groups?.text;
    if (item !== undefined) {
      open.push(item.trim());
      continue;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const field = { value: line.slice(colon + 1).trim(), items: [] };
    fields.set(line.slice(0, colon).trim(), field);
    open = field.items;
  }
  return fields;
}
