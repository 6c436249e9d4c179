import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildArticles, readArticles } from "./build-articles.ts";

const SHOP = fileURLToPath(new URL("../examples/shop/", import.meta.url));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "articles-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe("buildArticles", () => {
  it("writes the articles as JSON, a page each and an index, and says how many", async () => {
    await writeFile(
      join(dir, "b.md"),
      "---\ntitle: Bags & <boxes>\nsummary: What we pack in.\n---\n## Paper\n\nOnly paper.\n",
    );
    await writeFile(
      join(dir, "a.md"),
      "---\ntitle: Zips\nsummary: Mended.\n---\nSee [bags](/help/b.html).\n",
    );
    await writeFile(join(dir, "notes.txt"), "not an article");
    const out = join(dir, "dist", "demo");

    expect(await buildArticles(dir, out)).toBe(2);

    expect(JSON.parse(await readFile(join(out, "articles.json"), "utf8"))).toEqual([
      {
        id: "b",
        title: "Bags & <boxes>",
        url: "/help/b.html",
        summary: "What we pack in.",
        body: "## Paper\n\nOnly paper.",
      },
      { id: "a", title: "Zips", url: "/help/a.html", summary: "Mended.", body: "See [bags](/help/b.html)." },
    ]);
    expect((await readdir(join(out, "help"))).sort()).toEqual(["a.html", "b.html", "index.html"]);
    const page = await readFile(join(out, "help", "b.html"), "utf8");
    expect(page).toContain("<h1>Bags &amp; &lt;boxes&gt;</h1>");
    expect(page).toContain("<h2>Paper</h2>\n<p>Only paper.</p>");
    const index = await readFile(join(out, "help", "index.html"), "utf8");
    expect(index.indexOf("/help/b.html")).toBeLessThan(index.indexOf("/help/a.html"));
  });

  it("gives every language pages and an index of its own, in its direction", async () => {
    await writeFile(join(dir, "a.md"), "---\ntitle: Zips\nsummary: Mended.\n---\nSoon.\n");
    await mkdir(join(dir, "ar"));
    await writeFile(
      join(dir, "ar", "b.md"),
      "---\ntitle: السحاب\nsummary: نصلحه.\nlocale: ar\n---\nقريبا.\n",
    );
    const out = join(dir, "out");

    expect(await buildArticles(dir, out)).toBe(2);

    const page = await readFile(join(out, "help", "ar", "b.html"), "utf8");
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('<main id="content" lang="ar" dir="rtl"');
    expect(page).toContain('<a href="/help/ar/">كل مقالات المساعدة</a>');
    const english = await readFile(join(out, "help", "index.html"), "utf8");
    expect(english).toContain('<a href="/help/ar/" lang="ar" hreflang="ar">العربية</a>');
    expect(english).not.toContain("السحاب");
    expect(await readFile(join(out, "help", "ar", "index.html"), "utf8")).toContain("السحاب");
  });

  it("writes nothing when an article is faulty", async () => {
    await writeFile(join(dir, "good.md"), "---\ntitle: t\nsummary: s\n---\nText");
    await writeFile(join(dir, "bad.md"), "Text");
    await expect(buildArticles(dir, join(dir, "out"))).rejects.toThrow("bad.md");
    expect(await readdir(dir)).not.toContain("out");
  });

  it("refuses a folder without articles", async () => {
    await expect(buildArticles(dir, join(dir, "out"))).rejects.toThrow("there are no articles");
  });
});

describe("the shop's articles", () => {
  it("are thirty, each of 120 to 270 words, in sections", async () => {
    const articles = (await readArticles(join(SHOP, "articles"))).filter(
      ({ locale }) => locale === undefined,
    );
    expect(articles).toHaveLength(30);
    for (const { id, body } of articles) {
      const words = body.split(/\s+/).length;
      expect(words, id).toBeGreaterThanOrEqual(120);
      expect(words, id).toBeLessThanOrEqual(270);
      expect(body, id).toMatch(/^## /m);
    }
  });

  it("are at least six in each other language, and say in which", async () => {
    const articles = await readArticles(join(SHOP, "articles"));
    for (const language of ["de", "es", "fr", "ja", "ar"]) {
      const own = articles.filter(({ id }) => id.startsWith(`${language}/`));
      expect(own.length, language).toBeGreaterThanOrEqual(6);
      for (const { id, locale } of own) expect(locale, id).toBe(language);
    }
  });

  it("are where the shop's pages and articles link to", async () => {
    const articles = await readArticles(join(SHOP, "articles"));
    const known = new Set(["/help/", ...articles.map((article) => article.url)]);
    const shop = await readFile(join(SHOP, "index.html"), "utf8");
    for (const text of [shop, ...articles.map((article) => article.body)]) {
      for (const [link] of text.matchAll(/\/help\/[^)"]*/g)) expect(known).toContain(link);
    }
  });
});
