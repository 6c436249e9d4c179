import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml, markdownToHtml } from "./article-html.ts";

describe("blocks", () => {
  it("a heading needs no blank line around it", () => {
    expect(markdownToHtml("Before\n## Returns\nAfter\n### Labels")).toBe(
      "<p>Before</p>\n<h2>Returns</h2>\n<p>After</p>\n<h3>Labels</h3>",
    );
  });

  it("lines of a paragraph are joined and a blank line ends it", () => {
    expect(markdownToHtml("One\r\ntwo.\r\n\r\nThree.")).toBe("<p>One two.</p>\n<p>Three.</p>");
  });

  it("bulleted and numbered lists keep their kind and their wrapped lines", () => {
    expect(markdownToHtml("Choose:\n- a\n  and more\n* b\n1. first\n2. second")).toBe(
      "<p>Choose:</p>\n<ul><li>a and more</li><li>b</li></ul>\n<ol><li>first</li><li>second</li></ol>",
    );
  });

  it("a number at the start of a sentence is not a list", () => {
    expect(markdownToHtml("100 points are worth €5.")).toBe("<p>100 points are worth €5.</p>");
  });

  it("an article's page has one h1 of its own, so # is text", () => {
    expect(markdownToHtml("# Title")).toBe("<p># Title</p>");
  });
});

describe("inline", () => {
  it("bold, code and links nest where it makes sense", () => {
    expect(markdownToHtml("**See [Returns](/help/returns.html)** or `<b>`")).toBe(
      '<p><strong>See <a href="/help/returns.html">Returns</a></strong> or <code>&lt;b&gt;</code></p>',
    );
  });

  it("a lone asterisk stays an asterisk", () => {
    expect(markdownToHtml("2 * 3 ** 4")).toBe("<p>2 * 3 ** 4</p>");
  });

  it.each(["https://a.example/?x=1&y=2", "mailto:a@b.example", "tel:+353209120147", "#top", "/help/"])(
    "links to %s",
    (url) => {
      expect(markdownToHtml(`[x](${url})`)).toBe(`<p><a href="${escapeHtml(url)}">x</a></p>`);
    },
  );

  it.each(["javascript:alert`1`", "data:text/html,x", "//evil.example", "/\\evil.example", "help.html"])(
    "does not link to %s",
    (url) => {
      expect(markdownToHtml(`[x](${url})`)).not.toContain("<a");
    },
  );

  it("a quotation mark cannot leave the attribute", () => {
    expect(markdownToHtml('[x](/a"onclick="b)')).toBe('<p><a href="/a&quot;onclick=&quot;b">x</a></p>');
  });
});

it("no text makes a tag or an attribute of its own", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    '"',
    "'",
    "&",
    "[",
    "](",
    ")",
    "**",
    "`",
    "/",
    "\n",
    "- ",
    "## ",
    "x",
    "javascript:",
  );
  const ours = /<\/?(?:p|h2|h3|ul|ol|li|strong|code|a)>|<a href="[^"<>]*">/g;
  // A failing run prints its seed and the shortest text that fails.
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(markdownToHtml(pieces.join("")).replace(ours, "")).not.toMatch(/[<>"']/);
    }),
    { numRuns: 500 },
  );
});
