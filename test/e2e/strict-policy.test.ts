import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { docsPolicy } from "../harness/docs-policy.ts";
import { type SseServer, says } from "../harness/sse-server.ts";
import { testAlone } from "./fixtures.ts";
import { type HostSite, Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** A page with the policy that `docs/widget.md` gives, to the letter: nothing that the widget does violates it. */

const NONCE = "n0nce";
/** Red, one by one pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
const PICTURE = { name: "dot.png", mimeType: "image/png", buffer: Buffer.from(PNG, "base64") };
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Order 4711\n") };

const test = testAlone({ hasModel: true });

/** A page under the policy of the docs, and who watches it. */
async function visit(
  site: HostSite,
  browser: Browser,
  body: string,
): Promise<{ visitor: Visitor; violations: () => Promise<string[]> }> {
  const visitor = await Visitor.create(browser);
  await visitor.page.addInitScript(() => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      violations.push(`${effectiveDirective} ${blockedURI} ${sample}`.trim()),
    );
    Reflect.set(window, "violations", violations);
  });
  const headers = { "Content-Security-Policy": docsPolicy(site.baton.origin, NONCE) };
  await visitor.page.goto(site.page({ attributes: null, body, headers }));
  const violations = () => visitor.page.evaluate((): string[] => Reflect.get(window, "violations"));
  return { visitor, violations };
}

type Scene = { visitor: Visitor; ann: HelpDesk; model: SseServer };

const item = ({ page }: Visitor, name: string) => page.locator(`baton-chat [data-item="${name}"]`);

async function saves(visitor: Visitor, words: string): Promise<void> {
  const button = visitor.part("ended").getByRole("button", { name: words });
  await Promise.all([visitor.page.waitForEvent("download"), button.click()]);
}

/** One after the other; what else the widget learns to do is one more. */
const STEPS: Record<string, (scene: Scene) => Promise<unknown>> = {
  "be asked who they are": async ({ visitor }) => {
    await visitor.calls("update", { prechat: "name*" });
    await visitor.part("launcher").click();
    await visitor.part("prechat").getByRole("textbox").fill("Kim Lee");
    await visitor.part("prechat").getByRole("textbox").press("Enter");
    await visitor.part("composer").waitFor();
  },
  "be answered in Markdown, streaming": async ({ visitor, model }) => {
    model.next(
      says("**Two** days. See [your orders](https://shop.example/orders):\n\n1. `4711`\n\n```\ncode\n```"),
    );
    await visitor.says("How long does delivery take?");
    await visitor.message("ai").locator('[part~="text"] a').waitFor();
    await visitor.message("ai").locator("pre").waitFor();
  },
  "an emoji": async ({ visitor }) => {
    await visitor.part("emoji").click();
    await visitor.page.locator("baton-chat .emoji button").first().click();
    expect(await visitor.part("composer").inputValue()).not.toBe("");
  },
  "a picture": async ({ visitor }) => {
    await visitor.page.locator('baton-chat input[type="file"]').setInputFiles(PICTURE);
    await visitor.page.locator('baton-chat .next-file[data-state="done"]').waitFor();
    await visitor.part("send").click();
    const picture = visitor.message("customer").locator("img");
    await expect
      .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
      .toBe(1);
  },
  "an agent takes over": async ({ visitor, ann }) => {
    await ann.row(visitor.conversationId).click();
    await ann.takeOver();
    await visitor.part("waiting").waitFor();
  },
  "an agent writes": async ({ visitor, ann }) => {
    await ann.says("Hi, this is Ann.");
    await visitor.message("agent", "this is Ann").waitFor();
  },
  "an agent sends a file": async ({ visitor, ann }) => {
    await ann.part("file-picker").setInputFiles(NOTES);
    const file = visitor.message("agent").locator('[part~="attachment"]');
    await Promise.all([visitor.page.waitForEvent("download"), file.click()]);
  },
  "close the chat": ({ visitor }) => visitor.closes(),
  "a preview and a badge": async ({ visitor, ann }) => {
    await ann.says("Are you still there?");
    await visitor.part("preview").waitFor();
    await visitor.part("badge").waitFor();
    await visitor.part("preview").locator("button").first().click();
    await visitor.part("panel").waitFor();
  },
  "another language": async ({ visitor }) => {
    await visitor.calls("setLocale", "ar");
    await visitor.page.locator("baton-chat[dir=rtl]").waitFor({ state: "attached" });
    await visitor.calls("setLocale", "en");
  },
  "back to the AI": async ({ visitor, ann }) => {
    await ann.part("release").click();
    await visitor.part("separator", '[data-kind="ai_resumed"]').waitFor();
  },
  "the end": async ({ visitor, ann }) => {
    await ann.takeOver();
    await ann.end();
    await visitor.part("ended").waitFor();
  },
  "a window of its own": async ({ visitor }) => {
    const opened = visitor.page.waitForEvent("popup");
    await visitor.part("menu").click();
    await item(visitor, "popout").click();
    const popup = await opened;
    await popup.locator("baton-chat [part~=composer]").waitFor();
    await popup.close();
    await visitor.opens();
  },
  "a rating": async ({ visitor }) => {
    await visitor.part("rating").getByRole("radio").first().check({ force: true });
    await visitor.part("rating").getByRole("button", { name: "Send rating" }).click();
    await visitor.part("rating").getByText("Thank you for your rating.").waitFor();
  },
  "a transcript": async ({ visitor }) => {
    await saves(visitor, "As a text file");
    await saves(visitor, "As a web page");
  },
  "another conversation, and the one before": async ({ visitor }) => {
    await visitor.part("ended").getByRole("button", { name: "Start a new conversation" }).click();
    await visitor.says("And another thing");
    await visitor.part("menu").click();
    await item(visitor, "earlier").click();
    await visitor.part("conversations").getByRole("listitem").first().waitFor();
    await visitor.part("conversations").getByRole("button", { name: "Back to the chat" }).click();
    await visitor.part("composer").waitFor();
  },
  "shut down and boot": async ({ visitor }) => {
    await visitor.calls("shutdown");
    await visitor.calls("boot");
    await visitor.opens();
  },
  logout: ({ visitor }) => visitor.calls("logout"),
};

test("a whole conversation under the policy of the docs, with Trusted Types: no violation", async ({
  baton,
  browser,
  model,
  site,
}) => {
  expect(docsPolicy(site.baton.origin, NONCE)).toContain("require-trusted-types-for 'script'");
  const tag = site.tag().replace("<script", `<script nonce="${NONCE}"`);
  const { visitor, violations } = await visit(site, browser, tag);
  const ann = await HelpDesk.open(browser, baton, "ann");
  for (const [name, step] of Object.entries(STEPS)) {
    await step({ visitor, ann, model });
    expect([name, await violations()]).toEqual([name, []]);
  }
  expect(visitor.trouble).toEqual([]);
  // That the page would have noticed.
  await visitor.page.evaluate(() => {
    document.body.setAttribute("style", "color: red");
    try {
      document.body.innerHTML = "<p>";
    } catch {
      // This is what the policy is for.
    }
  });
  await expect.poll(async () => (await violations()).length).toBe(2);
});

test("`loadBaton` from npm, with its nonce: no violation", async ({ baton, browser, site }) => {
  site.serve("/load-baton.js", "text/javascript", readFileSync("dist/widget/index.js"));
  const { visitor, violations } = await visit(
    site,
    browser,
    `<script type="module" nonce="${NONCE}">
    import { loadBaton } from "/load-baton.js";
    const settings = { host: "${baton.origin}", workspace: "demo", nonce: "${NONCE}" };
    const [one, other] = await Promise.all([loadBaton(settings), loadBaton(settings)]);
    window.same = one === other && one === window.baton;
    one.open();
  </script>`,
  );
  await visitor.part("composer").waitFor();
  expect(await visitor.page.evaluate(() => Reflect.get(window, "same"))).toBe(true);
  expect(await visitor.page.locator("baton-chat").count()).toBe(1);
  expect(await violations()).toEqual([]);
});
