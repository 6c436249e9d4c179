import { expect, test } from "vitest";
import { loadArticles } from "./article.ts";

const good = { id: "a", title: "A", url: "/a", body: "Text." };

test("articles come through as they are", () => {
  const questions = [{ heading: "A", asks: ["how do I a", "a?"] }];
  const articles = [good, { ...good, id: "b", url: "https://shop.example/b", locale: "de", questions }];
  expect(loadArticles(JSON.parse(JSON.stringify(articles)))).toEqual(articles);
});

test.each([
  ["no array", {}, /^articles: /],
  ["a missing title", [{ ...good, title: undefined }], /^articles\.0\.title: /],
  ["an empty title", [{ ...good, title: " " }], /^articles\.0\.title: /],
  ["an id twice", [good, good], /id/],
  ["null", null, /^articles: /],
  [
    "a question of no section",
    [{ ...good, questions: [{ asks: [] }] }],
    /^articles\.0\.questions\.0\.heading: /,
  ],
])("%s is refused, by its place", (_, json, message) => {
  expect(() => loadArticles(json)).toThrow(message);
});

test.each([
  "javascript:alert(1)",
  "//evil.example/x",
  "/\\evil.example",
  "help/a",
  "data:text/html,x",
  "JAVASCRIPT:x",
])("[A5] %s is no address of a source", (url) => {
  expect(() => loadArticles([{ ...good, url }])).toThrow(/articles\.0\.url/);
});
