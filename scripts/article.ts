import { basename } from "node:path";

/** A help article, as `articles.json` holds it. */
export type Article = {
  /** The file's name without `.md`. */
  id: string;
  title: string;
  /** Root-relative address of the article's page. */
  url: string;
  summary: string;
  /** Markdown without the front matter. */
  body: string;
};

/** Reads one article. Throws an error that names the file when its name or front matter is not as it should be. */
export function parseArticle(fileName: string, source: string): Article {
  const id = basename(fileName, ".md");
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id === "index") {
    throw new Error(`${fileName}: the name must be a slug like "gift-cards.md", and not "index.md"`);
  }
  const parts = /^---\r?\n(?<front>[\s\S]*?)\r?\n---\r?\n(?<body>[\s\S]*)$/.exec(source)?.groups;
  if (parts === undefined) throw new Error(`${fileName}: there is no front matter between "---" lines`);

  const fields = new Map<string, string>();
  for (const line of (parts.front ?? "").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const field = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw new Error(`${fileName}: "${name}:" is missing or empty`);
    return value;
  };
  const body = (parts.body ?? "").trim();
  if (body === "") throw new Error(`${fileName}: the article has no text`);
  return { id, title: field("title"), url: `/help/${id}.html`, summary: field("summary"), body };
}
