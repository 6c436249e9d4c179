import { describe, expect, it } from "vitest";
import { lexInline, lexPlain } from "./inline.ts";
import { inlineOutline } from "./testing/outline.ts";

const page = "https://shop.example/";
const read = (text: string) => inlineOutline(lexInline(text, { open: false, page }));
const plain = (text: string) => inlineOutline(lexPlain(text, page));

describe("marks", () => {
  it.each([
    ["**bold** and *italic* and __bold__ and _italic_", "b(bold) and i(italic) and b(bold) and i(italic)"],
    ["***both*** **a *b*** *a **b***", "b(i(both)) b(a i(b)) i(a b(b))"],
    ["これは**「重要」**です", "これはb(「重要」)です"],
    ["un**frigging**believable", "unb(frigging)believable"],
    ["**a **b**", "**a b(b)"],
    ["*a **b* c**", "i(a **b) c**"],
    ["a **b** **", "a b(b) **"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    "snake_case_name",
    "2*3*4",
    "5 * 3 * 2",
    "a ** b **",
    "****",
    "*",
    "__init",
    "\u00a0* a*",
    "**open",
  ])("leaves %s as it is", (text) => expect(read(text)).toBe(text));

  it("keeps what is escaped, and code as written", () => {
    expect(read("\\*not\\* C:\\new `**a** <b>` ``a ` b``")).toBe("*not* C:\\new c(**a** <b>) c(a ` b)");
    expect(read("an open ` tick")).toBe("an open ` tick");
  });
});

describe("links", () => {
  it.each([
    ["[page](https://shop.example/a_b_c)", "a(page|https://shop.example/a_b_c)"],
    ['[**Returns**](/returns "how")', "a(b(Returns)|https://shop.example/returns)"],
    ["[wiki](https://en.wiki.example/A_(b))", "a(wiki|https://en.wiki.example/A_(b)|en.wiki.example)"],
    ["[a](<https://shop.example/a>)", "a(a|https://shop.example/a)"],
    ["<https://shop.example/a>", "a(https://shop.example/a|https://shop.example/a)"],
    [
      "[call](tel:+49301234) [mail](mailto:a@b.c)",
      "a(call|tel:+49301234|+49301234) a(mail|mailto:a@b.c|a@b.c)",
    ],
    ["[+49 30 1234](tel:+49301234)", "a(+49 30 1234|tel:+49301234)"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ["(see https://a.example/b).", "(see a(https://a.example/b|https://a.example/b))."],
    ["**https://a.example/**", "b(a(https://a.example/|https://a.example/))"],
    ["https://a.example/x_(y)!", "a(https://a.example/x_(y)|https://a.example/x_(y))!"],
    ["参照：https://a.example/b。次", "参照：a(https://a.example/b|https://a.example/b)。次"],
    ["xhttps://a.example https://", "xhttps://a.example https://"],
  ])("finds the address in %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    if (!text.includes("*")) expect(plain(text)).toBe(expected);
  });

  it("takes nothing of a customer's text for anything but an address", () => {
    expect(plain("**a** [b](https://c.example) `d`")).toBe(
      "**a** [b](a(https://c.example|https://c.example/)) `d`",
    );
  });

  it("[A10] makes an image a link to it", () => {
    expect(read("![a cat](https://evil.test/?q=secret)")).toBe(
      "a(a cat|https://evil.test/?q=secret|evil.test)",
    );
    expect(read("![](https://evil.test/x)")).toBe("a(https://evil.test/x|https://evil.test/x)");
  });
});
