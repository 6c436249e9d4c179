import { cleanup, render, waitFor } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { XSS } from "../../test/security/corpus/xss.ts";
import { RichText } from "./rich-text.tsx";

/** What may come of a text, whatever it says. */
const ELEMENTS = "div p strong em code pre ul ol li blockquote hr a bdi span svg path".split(" ");
const ATTRIBUTES = /^(part|class|dir|start|href|target|rel|aria-hidden|viewBox|d|key)$/u;

function show(text: string, rest: { isPlain?: boolean; isOpen?: boolean } = {}) {
  const { container } = render(<RichText text={text} isPlain={false} isOpen={false} {...rest} />);
  return { container, html: () => container.firstElementChild?.innerHTML };
}

/** Their reader is on its way. */
const soon = (holds: () => void) => waitFor(holds, { timeout: 20_000 });

/** The first text that has marks makes their reader come. */
async function loadReader(): Promise<void> {
  const { container } = show("**loaded**");
  await soon(() => expect(container.querySelector("strong")).toBeTruthy());
  cleanup();
}

describe("what somebody wrote", () => {
  it("is shown as it is written until it can be read", async () => {
    const { container } = show("It is **free**.");
    expect(container.textContent).toBe("It is **free**.");
    await soon(() => expect(container.querySelector("strong")?.textContent).toBe("free"));
    expect(container.textContent).toBe("It is free.");
  }, 30_000);

  it("of the AI or an agent has its marks read, each block in its own direction", async () => {
    await loadReader();
    const { html } = show("# Hi\n1. a\n   - b\n\n> q\n\n```\nc\n```\nمرحبا");
    expect(html()).toBe(
      '<p dir="auto"><strong>Hi</strong></p><ol dir="auto" start="1"><li>a<ul dir="auto"><li>b</li></ul></li></ol>' +
        '<blockquote dir="auto">q</blockquote><pre dir="ltr"><code>c</code></pre><p dir="auto">مرحبا</p>',
    );
  });

  it("[A10] has links that say where they lead, and that pass nothing on", async () => {
    await loadReader();
    const { container } = show("[paypal.com](https://evil.test/x) ![a](https://evil.test/i.png)");
    const [link, image] = container.querySelectorAll("a");
    expect(link?.textContent).toBe("paypal.com (evil.test)");
    expect(link?.outerHTML).toContain(
      'href="https://evil.test/x" target="_blank" rel="noopener noreferrer nofollow"',
    );
    expect(image?.textContent).toBe("a (evil.test)");
    expect(container.querySelector("img")).toBeNull();
  });

  it("of a customer has its addresses linked, and that is all", async () => {
    await loadReader();
    const { container } = show("**see** https://shop.example/a.\n- [b](https://c.example)", {
      isPlain: true,
    });
    expect(container.textContent).toBe("**see** https://shop.example/a.\n- [b](https://c.example)");
    expect([...container.querySelectorAll("a")].map(({ href }) => href)).toEqual([
      "https://shop.example/a",
      "https://c.example/",
    ]);
    expect(container.querySelector("strong, li")).toBeNull();
  });

  it.each(["It is **fr", "- a\n- b", "```\nlet", "> q", "# h"])(
    "has the caret at the end of %j",
    async (text) => {
      await loadReader();
      const { container } = show(text, { isOpen: true });
      const carets = container.querySelectorAll(".caret");
      expect(carets.length).toBe(1);
      const walker = document.createTreeWalker(container, NodeFilter.SHOW_ALL);
      let last: Node = container;
      while (walker.nextNode()) last = walker.currentNode;
      expect(last).toBe(carets[0]);
    },
  );

  it("[A5] becomes no other element and no other attribute, and leads to no other scheme", async () => {
    await loadReader();
    const hostile = [
      ...XSS,
      ...XSS.map((text) => `[x](${text})`),
      ...XSS.map((text) => `![${text}](javascript:pwned(1))`),
      ...XSS.map((text) => `**[${text}](https://evil.test)**\n\n- ${text}\n\n> ${text}\n\n\`${text}\``),
      "*".repeat(10_000),
      "[**_`> - ".repeat(2_000),
      "> ".repeat(5_000),
    ];
    const odd = new Set<string>();
    for (const text of hostile) {
      const { container } = show(text, { isOpen: text.length % 2 === 0 });
      for (const node of container.querySelectorAll("*")) {
        if (!ELEMENTS.includes(node.localName)) odd.add(node.localName);
        for (const { name, value } of node.attributes) {
          if (!ATTRIBUTES.test(name)) odd.add(name);
          if (name === "href" && !/^(https?:\/\/|mailto:|tel:)/u.test(value)) odd.add(value);
        }
      }
      cleanup();
    }
    expect([...odd]).toEqual([]);
  }, 60_000);
});
