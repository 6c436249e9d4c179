/**
 * Help articles: a folder of Markdown becomes `articles.json` for the assistant and pages for people.
 * Run as `tsx scripts/build-articles.ts <fromDir> <outDir>`.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type HelpArticle, parseArticle } from "./article.ts";
import { articlePage, DEFAULT_LANGUAGE, indexPage, indexUrl } from "./article-pages.ts";

/** Reads every `.md` file of a folder and those in it, in the order of their titles. */
export async function readArticles(fromDir: string): Promise<HelpArticle[]> {
  const entries = await readdir(fromDir, { recursive: true });
  const paths = entries.filter((path) => path.endsWith(".md")).map((path) => path.replaceAll("\\", "/"));
  const articles = await Promise.all(
    paths.map(async (path) => parseArticle(path, await readFile(join(fromDir, path), "utf8"))),
  );
  return articles.sort((a, b) => a.title.localeCompare(b.title, "en"));
}

/**
 * Writes `articles.json`, a page for every article and an index for every language into `outDir`, which is made if
 * need be. Resolves to the number of articles. Throws when there is none, and before writing when one is faulty.
 */
export async function buildArticles(fromDir: string, outDir: string): Promise<number> {
  const articles = await readArticles(fromDir);
  if (articles.length === 0) throw new Error(`${fromDir}: there are no articles`);
  const languageOf = ({ locale = DEFAULT_LANGUAGE }: HelpArticle) => locale;
  const languages = [...new Set(articles.map(languageOf))].sort();
  await Promise.all([
    write(join(outDir, "articles.json"), `${JSON.stringify(articles, null, 2)}\n`),
    ...articles.map((article) => write(join(outDir, article.url), articlePage(article))),
    ...languages.map((language) => {
      const own = articles.filter((article) => languageOf(article) === language);
      const others = languages.filter((other) => other !== language);
      return write(join(outDir, indexUrl(language), "index.html"), indexPage(language, own, others));
    }),
  ]);
  return articles.length;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const [, script, fromDir, outDir] = process.argv;
if (script !== undefined && resolve(script) === fileURLToPath(import.meta.url)) {
  if (fromDir === undefined || outDir === undefined) {
    console.error("Usage: tsx scripts/build-articles.ts <folder of .md files> <output folder>");
    process.exitCode = 1;
  } else {
    const count = await buildArticles(fromDir, outDir);
    console.log(`${count} help articles written to ${outDir}`);
  }
}
