import { describe, expect, it } from "vitest";
import { parseArticle } from "./article.ts";

const FRONT = "---\ntitle: Refunds: when and how\nsummary: Five days.\n---\n";

describe("parseArticle", () => {
  it("takes the slug from the name, and a value may hold a colon", () => {
    expect(parseArticle("refunds.md", `${FRONT}\n## When\n\nSoon.\n`)).toEqual({
      id: "refunds",
      title: "Refunds: when and how",
      url: "/help/refunds.html",
      summary: "Five days.",
      body: "## When\n\nSoon.",
    });
  });

  it("reads the language, and what customers ask of each section", () => {
    const front = FRONT.replace(
      "---\n",
      "---\nlocale: de\nquestions:\n- When: how soon; when: exactly\n- Refunds: when and how: money\n",
    );
    // A colon in a heading is no trouble where the heading is there.
    expect(parseArticle("de/geld.md", `${front}## When\n\nSoon.\n`)).toMatchObject({
      id: "de/geld",
      url: "/help/de/geld.html",
      locale: "de",
      questions: [
        { heading: "When", asks: ["how soon", "when: exactly"] },
        { heading: "Refunds: when and how", asks: ["money"] },
      ],
    });
  });

  it("reads Windows line ends", () => {
    expect(parseArticle("a.md", `${FRONT}Soon.`.replaceAll("\n", "\r\n")).summary).toBe("Five days.");
  });

  it("a rule of three dashes in the text does not end the front matter late", () => {
    expect(parseArticle("a.md", `${FRONT}One\n---\nTwo`).body).toBe("One\n---\nTwo");
  });

  it.each([
    ["no front matter", "a.md", "Text", "there is no front matter"],
    ["no title", "a.md", "---\nsummary: x\n---\nText", '"title:" is missing or empty'],
    ["an empty summary", "a.md", "---\ntitle: x\nsummary:\n---\nText", '"summary:" is missing or empty'],
    ["no language tag", "a.md", `---\nlocale: German\n${FRONT.slice(4)}Text`, '"locale:" must be'],
    [
      "questions of no section",
      "a.md",
      `---\nquestions:\n- How: x\n${FRONT.slice(4)}Text`,
      '"How: x" must begin',
    ],
    ["no text", "a.md", `${FRONT}\n \n`, "the article has no text"],
    ["a name that is no slug", "Gift Cards.md", `${FRONT}Text`, "must be a slug"],
    ["the name of the index page", "index.md", `${FRONT}Text`, 'not "index.md"'],
  ])("refuses %s and names the file", (_, name, source, problem) => {
    expect(() => parseArticle(name, source)).toThrow(problem);
    expect(() => parseArticle(name, source)).toThrow(name);
  });
});
