import { describe, expect, test } from "vitest";
import { ARTICLES } from "../articles/articles.fixture.ts";
import { createLibrary } from "../articles/library.ts";
import { collect } from "../collect.fixture.ts";
import { replyTo } from "./reply.ts";
import { createEmbeddedResponder } from "./responder.ts";

const library = createLibrary(ARTICLES);
const asked = (text: string) => ({
  ...{ turns: [{ role: "customer", name: "Kim", text, interrupted: false } as const] },
  ...{ locale: "en", resumed: false },
});

describe("[H20] what may be asked next", () => {
  test("is other sections of the article, each of which answers with something else", () => {
    const reply = replyTo(asked("How long does a refund take?"), library);
    if (reply.kind !== "answer") throw new Error(`no answer: ${reply.kind}`);
    const offered = reply.suggestions ?? [];
    expect(offered.length).toBeGreaterThan(0);
    for (const heading of offered) {
      const next = replyTo(asked(heading), library);
      expect(next).toMatchObject({ kind: "answer", sources: reply.sources });
      expect("text" in next && next.text.slice(0, 30)).not.toBe(reply.text.slice(0, 30));
    }
  });

  test("comes after the answer, and with nothing that comes from no article", async () => {
    const responder = createEmbeddedResponder({ articles: ARTICLES });
    const kinds = async (text: string) => {
      const pieces = await collect(responder.answer(asked(text), new AbortController().signal));
      return pieces.filter(({ kind }) => kind !== "text").map(({ kind }) => kind);
    };
    expect(await kinds("How long does a refund take?")).toEqual(["sources", "suggestions"]);
    expect(await kinds("hello")).toEqual([]);
    expect(await kinds("do you sell pizza?")).toEqual(["offer_person"]);
  });
});
