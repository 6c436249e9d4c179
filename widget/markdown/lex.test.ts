import { describe, expect, it } from "vitest";
import { lex } from "./lex.ts";
import { linksIn, outline } from "./testing/outline.ts";

const page = "https://shop.example/cart";
const read = (text: string) => outline(lex(text, { open: false, page }));
const soFar = (text: string) => outline(lex(text, { open: true, page }));

describe("blocks", () => {
  it("parts paragraphs at blank lines and keeps the breaks in them", () => {
    expect(read("Hello Kim,\nthank you.\n\n\nBye")).toEqual([
      "paragraph: Hello Kim,\nthank you.",
      "paragraph: Bye",
    ]);
    expect(read("one\r\n\r\ntwo")).toEqual(["paragraph: one", "paragraph: two"]);
    expect(read(" \n\n")).toEqual([]);
  });

  it("reads lists, numbered ones from their number, nested once", () => {
    expect(read("You need:\n- a bill\n- the *box*\n\n- time")).toEqual([
      "paragraph: You need:",
      "•[a bill, the i(box), time]",
    ]);
    expect(read("3. c\n4) d")).toEqual(["3[c, d]"]);
    expect(read("1. Pack\n   - bill\n     - deep\n   more\n2. Send")).toEqual([
      "1[Pack •[bill, deep\nmore], Send]",
    ]);
    expect(read("1. One\n\n   and on\n\n2. Two\nno more")).toEqual([
      "1[One\nand on, Two]",
      "paragraph: no more",
    ]);
  });

  it("takes another kind of marker for another list, and a date for a date", () => {
    expect(read("- a\n1. b")).toEqual(["•[a]", "1[b]"]);
    expect(read("It comes on the\n12. of May")).toEqual(["paragraph: It comes on the\n12. of May"]);
    expect(read("2026. A good year\n-5 °C\n1.5 kg")).toEqual(["paragraph: 2026. A good year\n-5 °C\n1.5 kg"]);
  });

  it("shows code as it is written, without its fence and the indent of the fence", () => {
    expect(read("```js\nlet a = '**';\n\n  b()\n```\nDone")).toEqual([
      "code: let a = '**';\n\n  b()",
      "paragraph: Done",
    ]);
    expect(read("1. Run\n   ```\n   npm i\n   ```\n2. Look")).toEqual(["1[Run]", "code: npm i", "2[Look]"]);
    expect(read("~~~\n```\n~~~")).toEqual(["code: ```"]);
  });

  it("reads headings, quotes and rules", () => {
    expect(read("## Returns **today**\n> you wrote\n> this\n---\n#1 is not one")).toEqual([
      "heading: Returns b(today)",
      "quote: you wrote\nthis",
      "rule",
      "paragraph: #1 is not one",
    ]);
  });

  it("makes a card of a link that has a line for itself", () => {
    expect(read("Look here:\n[Returns](https://shop.example/returns)\nor")).toEqual([
      "paragraph: Look here:",
      "card: a(Returns|https://shop.example/returns)",
      "paragraph: or",
    ]);
    expect(read("https://other.example/a")).toEqual([
      "card: a(https://other.example/a|https://other.example/a)",
    ]);
    expect(read("[mail](mailto:a@b.c)")).toEqual(["paragraph: a(mail|mailto:a@b.c|a@b.c)"]);
    expect(read("- https://other.example/a")).toEqual([
      "•[a(https://other.example/a|https://other.example/a)]",
    ]);
  });
});

describe("while the text still comes", () => {
  it("shows half a link as text, and its address as no link", () => {
    const text = "See [our page](https://shop.example/returns?a=1)";
    for (let end = 1; end < text.length; end += 1) {
      const [block] = soFar(text.slice(0, end));
      expect(block).toBe(`paragraph: ${text.slice(0, end).trimEnd()}`);
    }
    expect(soFar(text)).toEqual(["paragraph: See a(our page|https://shop.example/returns?a=1)"]);
  });

  it("links an address when it has ended, and makes no card of a line that may go on", () => {
    expect(soFar("https://shop.example/re")).toEqual(["paragraph: https://shop.example/re"]);
    expect(soFar("https://shop.example/returns and")).toEqual([
      "paragraph: a(https://shop.example/returns|https://shop.example/returns) and",
    ]);
    expect(soFar("https://shop.example/returns\n")).toEqual([
      "card: a(https://shop.example/returns|https://shop.example/returns)",
    ]);
    expect(soFar("[Returns](https://shop.example/returns)")).toEqual([
      "paragraph: a(Returns|https://shop.example/returns)",
    ]);
  });

  it("makes nothing bold before its end has come", () => {
    expect(soFar("It is **very")).toEqual(["paragraph: It is **very"]);
    expect(soFar("It is **very** good")).toEqual(["paragraph: It is b(very) good"]);
    expect(soFar("- **a** and **b\n")).toEqual(["•[b(a) and **b]"]);
  });

  it("shows an open fence as code so far, never the beginning of its end", () => {
    expect(soFar("```\nnpm i")).toEqual(["code: npm i"]);
    expect(soFar("```\nnpm i\n``")).toEqual(["code: npm i"]);
    expect(soFar("```\nnpm i\n")).toEqual(["code: npm i"]);
    expect(soFar("```js")).toEqual(["code: "]);
  });

  it("takes nothing for a link that may turn out to be code", () => {
    expect(linksIn(lex("Use `[a](https://b.example) now", { open: true, page }))).toEqual([]);
  });

  it("lets a list go on with a bare marker, so that it does not end and begin again", () => {
    expect(soFar("- a\n-")).toEqual(["•[a, ]"]);
    expect(soFar("1. a\n2.")).toEqual(["1[a, ]"]);
    expect(soFar("-")).toEqual(["paragraph: -"]);
  });
});
