import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readArticles } from "../../../scripts/build-articles.ts";
import { ANSWERABLE, OBVIOUS, type ShopQuestion, UNCOVERED } from "../../../test/fixtures/shop-questions.ts";
import { MORE_ANSWERABLE, MORE_UNCOVERED } from "../../../test/fixtures/shop-questions-more.ts";
import { OTHER_LANGUAGES, OTHER_UNCOVERED } from "../../../test/fixtures/shop-questions-other.ts";
import { loadArticles } from "../articles/article.ts";
import { collect } from "../collect.fixture.ts";
import type { Turn } from "../responder.ts";
import { createEmbeddedResponder } from "./responder.ts";

const root = new URL("../../../", import.meta.url);
// As the deployment gets them: written as JSON, and read back.
const written = JSON.stringify(await readArticles(fileURLToPath(new URL("examples/shop/articles", root))));
const articles = loadArticles(JSON.parse(written));
const idOf = new Map(articles.map(({ id, url }) => [url, id]));
const responder = createEmbeddedResponder({ articles, giveWay: async () => {} });

type Answer = { text: string; source: string | undefined; unsure: boolean };

async function answerTo(turns: readonly Turn[], locale: string): Promise<Answer> {
  const request = { turns, locale, resumed: false };
  const pieces = await collect(responder.answer(request, new AbortController().signal));
  const [source] = pieces.flatMap((piece) => (piece.kind === "sources" ? piece.sources : []));
  return {
    text: pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join(""),
    source: idOf.get(source?.url ?? ""),
    unsure: pieces.some(({ kind }) => kind === "offer_person" || kind === "hand_off"),
  };
}

/** Nothing but turns and locale decides an answer, so no test computes it a second time. */
const asked = new Map<string, Promise<Answer>>();

/** The answer to the last of these questions, each asked after the answer to the one before. */
function ask(questions: readonly string[], locale = "en"): Promise<Answer> {
  const name = JSON.stringify([locale, questions]);
  const answer = asked.get(name) ?? answerInTurn(questions, locale);
  asked.set(name, answer);
  return answer;
}

async function answerInTurn(questions: readonly string[], locale: string): Promise<Answer> {
  const turns: Turn[] = [];
  let answer: Answer = { text: "", source: undefined, unsure: true };
  for (const text of questions) {
    turns.push({ role: "customer", name: "Kim", text, interrupted: false });
    answer = await answerTo(turns, locale);
    turns.push({ role: "ai", name: "Assistant", text: answer.text, interrupted: false });
  }
  return answer;
}

/** What was answered from another article or not at all. */
async function misses(questions: readonly ShopQuestion[], locale = "en"): Promise<string[]> {
  const missed: string[] = [];
  for (const { after = [], asks, right } of questions) {
    const { source, unsure } = await ask([...after, asks], locale);
    if (unsure || source === undefined || !right.includes(source)) {
      missed.push(`${[...after, asks].join(" … ")} → ${source ?? "unsure"}, not ${right.join(" or ")}`);
    }
  }
  return missed;
}

/** What was answered although nothing covers it. */
async function guesses(questions: readonly string[], locale = "en"): Promise<string[]> {
  const guessed: string[] = [];
  for (const question of questions) {
    const { source, unsure } = await ask([question], locale);
    if (!unsure) guessed.push(`${question} → ${source ?? "no source"}`);
  }
  return guessed;
}

const all = [...ANSWERABLE, ...MORE_ANSWERABLE];

describe("[H20] the embedded assistant answers the shop's customers", () => {
  test("there are enough questions to mean something, about articles that exist", () => {
    expect(OBVIOUS.length).toBeGreaterThanOrEqual(15);
    expect(all.length).toBeGreaterThanOrEqual(80);
    expect(UNCOVERED.length + MORE_UNCOVERED.length).toBeGreaterThanOrEqual(15);
    const known = new Set(articles.map(({ id }) => id));
    for (const { right } of [...OBVIOUS, ...all]) for (const id of right) expect(known).toContain(id);
  });

  test("what everybody asks first, every time from the right article", async () => {
    expect(await misses(OBVIOUS)).toEqual([]);
  });

  test("of all that the articles answer, nine in ten from the right one", async () => {
    const missed = await misses(all);
    expect(missed.length / all.length, missed.join("\n")).toBeLessThanOrEqual(0.1);
  });

  test("of what no article answers, nine in ten not at all", async () => {
    const uncovered = [...UNCOVERED, ...MORE_UNCOVERED];
    const guessed = await guesses(uncovered);
    expect(guessed.length / uncovered.length, guessed.join("\n")).toBeLessThanOrEqual(0.1);
  });

  test("in three sentences at most, or a list, without Markdown", async () => {
    for (const { after = [], asks } of [...OBVIOUS, ...all]) {
      const { text } = await ask([...after, asks]);
      expect(text, asks).not.toMatch(/[*#`[\]_]|^\s*$/);
      const isList = /^(?:-|\d\.) /m.test(text);
      expect(text.length, `${asks}: ${text}`).toBeLessThanOrEqual(isList ? 900 : 350);
    }
  });
});

describe("[H20] articles in the customer's language come first", () => {
  const localeOf = new Map(articles.map(({ id, locale }) => [id, locale ?? "en"]));
  const starters = (locale: string) => {
    const texts: Record<string, string> = JSON.parse(
      readFileSync(new URL(`locales/${locale}.json`, root), "utf8"),
    );
    return [1, 2, 3].map((number) => texts[`empty.question${number}`] ?? "");
  };

  test.each(["en", "de", "es", "fr", "ja", "ar"])("%s: the widget's starter questions", async (locale) => {
    for (const question of starters(locale)) {
      const { source, unsure } = await ask([question], locale);
      expect({ question, unsure, in: localeOf.get(source ?? "") }).toEqual({
        question,
        unsure: false,
        in: locale,
      });
    }
  });

  test.each(Object.entries(OTHER_LANGUAGES))("%s: what customers type", async (locale, questions) => {
    const missed = await misses(
      questions.map(({ asks, right }) => ({ asks, right: [right] })),
      locale,
    );
    expect(missed.length / questions.length, missed.join("\n")).toBeLessThanOrEqual(0.1);
  });

  test("what no article answers is not answered in any language", async () => {
    const byLanguage = Object.entries(OTHER_UNCOVERED);
    const guessed = (await Promise.all(byLanguage.map(([locale, asks]) => guesses(asks, locale)))).flat();
    const count = byLanguage.flatMap(([, asks]) => asks).length;
    expect(guessed.length / count, guessed.join("\n")).toBeLessThanOrEqual(0.1);
  });

  test("what the language has no article for is answered from the shop's default", async () => {
    expect((await ask(["PFAS?"], "de")).source).toBe("sustainability");
  });

  test("who writes another language than the widget speaks is answered in that one", async () => {
    expect((await ask(["Wo ist meine Bestellung?"], "en")).source).toBe("de/bestellstatus");
    expect((await ask(["where is my order"], "ja")).source).toBe("place-and-track-an-order");
  });
});
