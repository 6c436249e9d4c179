import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lex, lexPlain } from "./lex.ts";
import { depthOf, linksIn, textIn } from "./testing/outline.ts";

const page = "https://shop.example/";
const whole = (text: string) => lex(text, { open: false, page });
const soFar = (text: string) => lex(text, { open: true, page });

/** Signs that mean something, and words between them. */
const words = fc.constantFrom(
  "a",
  "bc",
  "Ünï",
  "日本",
  "مرحبا",
  "x1",
  " ",
  " ",
  "\n",
  "\n",
  "\n\n",
  ".",
  "😀",
  "\u202E",
  "\t",
);
const marks = fc.constantFrom(
  "*",
  "**",
  "***",
  "_",
  "__",
  "- ",
  "* ",
  "1. ",
  "  - ",
  "   ",
  "# ",
  "> ",
  "---",
  "\\",
  "`c`",
);
const fences = fc.constantFrom("`", "``", "```", "~~~", "```js\n", "\n```\n");
const links = fc.constantFrom(
  ..."[ ] ( ) ! < > https:// http://a.example/b [a](https://b.example/c) ![i](https://c.example/d) [x](javascript:alert(1)) (/e)".split(
    " ",
  ),
  "[a b](",
  "https://d.example/(e).",
  "javascript:",
);
const texts = fc
  .array(fc.oneof(words, marks, fences, links), { maxLength: 60 })
  .map((parts) => parts.join(""));
const anything = fc.oneof(texts, fc.string({ unit: "binary", maxLength: 200 }));

function check<T>(what: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 300): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`${what}: seed ${seed}`);
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns });
}

const letters = (text: string) => [...text].filter((char) => /\p{L}/u.test(char));

describe("any text", () => {
  it("[A5] leads nowhere but to http(s), mail or a telephone", () => {
    check("schemes", anything, (text) => {
      for (const href of [...linksIn(whole(text)), ...linksIn(soFar(text))]) {
        expect(href).toMatch(/^(https?:\/\/[^/@]|mailto:[^?]+$|tel:)/u);
      }
    });
  });

  it("shows nothing that was not written, and nothing twice", () => {
    check("subsequence", anything, (text) => {
      const written = letters(text).values();
      const isThere = (letter: string) => {
        for (const next of written) if (next === letter) return true;
        return false;
      };
      expect(letters(textIn(whole(text))).every(isThere)).toBe(true);
    });
  });

  it("loses no word, links aside", () => {
    const linkless = fc.array(fc.oneof(words, marks), { maxLength: 60 }).map((parts) => parts.join(""));
    check("words", linkless, (text) => {
      expect(letters(textIn(whole(text)))).toEqual(letters(text));
    });
  });

  it("is nested a few times at most", () => {
    check("depth", anything, (text) => {
      expect(depthOf(whole(text))).toBeLessThan(25);
    });
  });

  it("of a customer is shown as written, to the letter", () => {
    const shown = (text: string) => textIn([{ kind: "paragraph", children: lexPlain(text, page) }]);
    check("plain", anything, (text) => {
      expect(shown(text)).toBe(text);
    });
  });
});

describe("a text that still comes", () => {
  it("leaves the blocks that have ended as they are, line by line", () => {
    check("finished blocks", fc.tuple(texts, texts), ([start, after]) => {
      const before = `${start}\n`;
      const finished = soFar(before).slice(0, -1);
      expect(soFar(before + after).slice(0, finished.length)).toEqual(finished);
      expect(whole(before + after).slice(0, finished.length)).toEqual(finished);
    });
  });

  it("has no link in it that is not there in the end", () => {
    // Well-formed parts: a mark that is opened is closed.
    const parts = fc.constantFrom(
      "word ",
      "\n",
      "\n\n- ",
      "**bold** ",
      "`[a](https://a.example/x) b` ",
      "(https://b.example/y) ",
      "[c d](https://c.example/z_(1)) ",
      "https://d.example/w\n",
      "<https://e.example> ",
    );
    const formed = fc.array(parts, { minLength: 1, maxLength: 8 }).map((all) => all.join(""));
    check(
      "links so far",
      formed,
      (text) => {
        const there = linksIn(whole(text)).join();
        const early = [...text].findIndex(
          (_, end) => !there.startsWith(linksIn(soFar(text.slice(0, end))).join()),
        );
        expect(early).toBe(-1);
      },
      50,
    );
  });
});

describe("[A5] a text that is made to be slow", () => {
  // In time that grows with its square, each of these would take minutes.
  const LENGTH = 200_000;
  const parts = [
    "*a ",
    "**a* ",
    "_a",
    "` ``",
    "[",
    "![",
    "[*",
    "[a](b",
    '[a](b "',
    "<http://",
    "https://",
    "https://a(",
    "https://a.example/)",
    "- a\n",
    " \n- \n",
    "\n",
  ];
  it.each(parts)(
    "of %j is read once",
    (part) => {
      const text = part.repeat(Math.ceil(LENGTH / part.length));
      whole(text);
      lexPlain(text, page);
    },
    60_000,
  );
});
