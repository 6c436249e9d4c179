import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildArticles } from "../../../scripts/build-articles.ts";
import { ANSWERABLE, OBVIOUS, type ShopQuestion, UNCOVERED } from "../../../test/fixtures/shop-questions.ts";
import { OTHER_LANGUAGES } from "../../../test/fixtures/shop-questions-other.ts";
import { type Article, loadArticles } from "../articles/article.ts";
import type { Piece, Turn } from "../responder.ts";
import { createEmbeddedResponder } from "./responder.ts";

/** The embedded assistant on the shop's own articles, asked as customers ask. */

let articles: readonly Article[];

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), "baton-articles-"));
  await buildArticles("examples/shop/articles", dir);
  articles = loadArticles(JSON.parse(readFileSync(join(dir, "articles.json"), "utf8")));
  rmSync(dir, { recursive: true });
});

async function answer(asks: string, locale: string, after: readonly string[] = []) {
  const turns: Turn[] = [];
  for (const text of [...after, asks]) {
    turns.push({ role: "customer", name: "Kim", text, interrupted: false });
    if (text !== asks) turns.push({ role: "ai", name: "", text: "An answer.", interrupted: false });
  }
  const pieces: Piece[] = [];
  const request = { turns, locale, resumed: false };
  for await (const piece of createEmbeddedResponder({ articles, giveWay: async () => {} }).answer(
    request,
    new AbortController().signal,
  )) {
    pieces.push(piece);
  }
  const sources = pieces.flatMap((piece) => (piece.kind === "sources" ? piece.sources : []));
  const id = articles.find((article) => article.url === sources[0]?.url)?.id ?? null;
  return { id, sure: !pieces.some((piece) => piece.kind === "offer_person" || piece.kind === "hand_off") };
}

/** The questions whose first source is not a right one, with what it was. */
async function misses(questions: readonly ShopQuestion[]): Promise<string[]> {
  const missed: string[] = [];
  for (const { asks, after, right } of questions) {
    const { id } = await answer(asks, "en", after);
    if (id === null || !right.includes(id)) missed.push(`${asks} → ${id}`);
  }
  return missed;
}

describe("the shop's assistant", () => {
  test("[H20] answers what everybody asks first from the right article", async () => {
    expect(await misses(OBVIOUS)).toEqual([]);
  });

  test("[H20] answers nine in ten of what customers type from the right article", async () => {
    const missed = await misses(ANSWERABLE);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(ANSWERABLE.length / 10);
  });

  test("[H20] is unsure of nine in ten questions that no article covers", async () => {
    const sure: string[] = [];
    for (const asks of UNCOVERED) if ((await answer(asks, "en")).sure) sure.push(asks);
    expect(sure.length, sure.join("\n")).toBeLessThanOrEqual(UNCOVERED.length / 10);
  });

  test.each(Object.keys(OTHER_LANGUAGES))(
    "[H20] answers in %s from articles in that language",
    async (locale) => {
      const missed: string[] = [];
      for (const { asks, right } of OTHER_LANGUAGES[locale] ?? []) {
        const { id } = await answer(asks, locale);
        if (id !== right) missed.push(`${asks} → ${id}`);
      }
      expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(
        (OTHER_LANGUAGES[locale]?.length ?? 0) / 10,
      );
    },
  );
});
