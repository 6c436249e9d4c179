/**
 * Help articles: a folder of Markdown becomes `articles.json` for the assistant and pages for people.
 * Run as `tsx scripts/build-articles.ts <fromDir> <outDir>`.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Article, parseArticle } from "./article.ts";
import { articlePage, indexPage } from "./article-pages.ts";

/** Reads every `.md` file of a folder, in the order of their titles. */
export async function readArticles(fromDir: string): Promise<Article[]> {
  const names = (await readdir(fromDir)).filter((name) => name.endsWith(".md"));
  const articles = await Promise.all(
    names.map(async (name) => parseArticle(name, await readFile(join(fromDir, name), "utf8"))),
  );
  return articles.sort((a, b) => a.title.localeCompare(b.title, "en"));
}

/**
 * Writes `articles.json`, `help/<id>.html` and `help/index.html` into `outDir`, which is made if need be.
 * Resolves to the number of articles. Throws when there is none, and before writing when one is faulty.
 */
export async function buildArticles(fromDir: string, outDir: string): Promise<number> {
  const articles = await readArticles(fromDir);
  if (articles.length === 0) throw new Error(`${fromDir}: there are no articles`);
  const help = join(outDir, "help");
  await mkdir(help, { recursive: true });
  await Promise.all([
    writeFile(join(outDir, "articles.json"), `${JSON.stringify(articles, null, 2)}\n`),
    writeFile(join(help, "index.html"), indexPage(articles)),
    ...articles.map((article) => writeFile(join(help, `${article.id}.html`), articlePage(article))),
  ]);
  return articles.length;
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
