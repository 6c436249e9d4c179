import { expect, test, vi } from "vitest";
import { ARTICLES } from "./articles/articles.fixture.ts";
import { chooseResponder } from "./choose-responder.ts";
import { collect } from "./collect.fixture.ts";
import type { AnswerRequest } from "./responder.ts";

const request: AnswerRequest = {
  turns: [{ role: "customer", name: "Kim", text: "How long does a refund take?", interrupted: false }],
  locale: "en",
  resumed: false,
};

async function requestsWith(env: Record<string, string>) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status: 400 }));
  const responder = chooseResponder((name) => env[name], { articles: ARTICLES, fetch });
  await collect(responder.answer(request, new AbortController().signal)).catch(() => {});
  return fetch.mock.calls;
}

test("without BATON_AI_URL the embedded responder answers, and asks nobody", async () => {
  expect(await requestsWith({ BATON_AI_MODEL: "m", BATON_AI_KEY: "k" })).toEqual([]);
  expect(await requestsWith({ BATON_AI_URL: "  " })).toEqual([]);
});

test("with BATON_AI_URL that endpoint is asked, with key and model", async () => {
  const [[url, init] = []] = await requestsWith({
    BATON_AI_URL: "https://ai.example/v1/",
    BATON_AI_MODEL: "m-7",
    BATON_AI_KEY: "k-7",
  });
  expect(url).toBe("https://ai.example/v1/chat/completions");
  expect(init?.headers).toMatchObject({ authorization: "Bearer k-7" });
  expect(init?.body).toContain('"model":"m-7"');
});

test.each([
  ["the embedded responder", {}],
  ["an endpoint", { BATON_AI_URL: "https://ai.example/v1", BATON_AI_MODEL: "m-7" }],
])("[S8] moods are told at once and here, whoever answers: %s", (_name, env: Record<string, string>) => {
  const fetch = vi.fn<typeof globalThis.fetch>();
  const responder = chooseResponder((name) => env[name], { articles: ARTICLES, fetch });
  expect(responder.sentiment("This is terrible!", "en")).toBeLessThan(-0.3);
  expect(fetch).not.toHaveBeenCalled();
});

test.each([
  [{ BATON_AI_URL: "https://ai.example/v1" }, /BATON_AI_MODEL/],
  [{ BATON_AI_URL: "ai.example", BATON_AI_MODEL: "m" }, /BATON_AI_URL/],
  [{ BATON_AI_URL: "file:///etc", BATON_AI_MODEL: "m" }, /BATON_AI_URL/],
])("%o is refused by name", async (env, message) => {
  await expect(requestsWith(env)).rejects.toThrow(message);
  await expect(requestsWith(env)).rejects.toMatchObject({ name: "ResponderError", reason: "misconfigured" });
});
