import { expect, test } from "vitest";
import { ARTICLES } from "./articles/articles.fixture.ts";
import { collect } from "./collect.fixture.ts";
import type { AnswerRequest } from "./responder.ts";
import { responderFor } from "./responder-for.ts";

const request: AnswerRequest = {
  turns: [{ role: "customer", name: "Kim", text: "How long does a refund take?", interrupted: false }],
  locale: "en",
  resumed: false,
};

/** Answers to one question, from a site whose first requests for the articles fail. */
async function answerFrom(name: string, failures: number) {
  let asked = 0;
  const responder = responderFor({
    env: (key) => (key === "BATON_ARTICLES_URL" ? `https://${name}.example/articles.json` : undefined),
    fetch: async () => {
      asked += 1;
      if (asked <= failures) throw new Error("the site is still starting");
      return Response.json(ARTICLES);
    },
  })();
  const pieces = await collect(responder.answer(request, new AbortController().signal)).catch(
    (error: Error) => error.message,
  );
  return { asked, pieces };
}

test("[I16] articles that cannot be had at once, right after a restart, are asked for again", async () => {
  const { asked, pieces } = await answerFrom("starting", 3);
  expect(asked).toBe(4);
  expect(pieces).toContainEqual(expect.objectContaining({ kind: "text" }));
});

test("articles that cannot be had at all fail the answer, in the end", async () => {
  expect(await answerFrom("gone", 99)).toEqual({ asked: 4, pieces: "the site is still starting" });
});

test("[S8] a mood waits for no articles, and asks for none", () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return Response.json(ARTICLES);
  };
  const responder = responderFor({ env: () => undefined, fetch })();
  expect(responder.sentiment("This is terrible!", "en")).toBeLessThan(-0.3);
  expect(asked).toBe(0);
});
