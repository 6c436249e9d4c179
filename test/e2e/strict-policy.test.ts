import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import { launchBrowser } from "../harness/browser.ts";
import { HostSite, Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** A page with the policy that `docs/widget.md` gives, to the letter: nothing that the widget does violates it. */

const NONCE = "n0nce";

let baton: Baton;
let browser: Browser;
let site: HostSite;

beforeAll(async () => {
  [baton, browser] = await Promise.all([Baton.start(), launchBrowser()]);
  site = await HostSite.start(baton);
});
afterAll(async () => {
  await browser.close();
  site.stop();
  await baton.stop();
});

/** The policy in the docs, for this test's server. */
function policy(): string {
  const docs = readFileSync("docs/widget.md", "utf8");
  const [, written] = /```http\nContent-Security-Policy: ([\s\S]*?)```/u.exec(docs) ?? [];
  if (!written) throw new Error("docs/widget.md gives no policy");
  return written
    .replaceAll(/\s+/gu, " ")
    .replaceAll("NONCE", NONCE)
    .replaceAll("https://chat.example.com", baton.origin)
    .replaceAll("wss://chat.example.com", baton.origin.replace("http", "ws"));
}

/** A page under that policy, and who watches it. */
async function visit(body: string): Promise<{ visitor: Visitor; violations: () => Promise<string[]> }> {
  const visitor = await Visitor.create(browser);
  await visitor.page.addInitScript(() => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      violations.push(`${effectiveDirective} ${blockedURI} ${sample}`.trim()),
    );
    Reflect.set(window, "violations", violations);
  });
  await visitor.page.goto(
    site.page({ attributes: null, body, headers: { "Content-Security-Policy": policy() } }),
  );
  const violations = () => visitor.page.evaluate((): string[] => Reflect.get(window, "violations"));
  return { visitor, violations };
}

type Scene = { visitor: Visitor; ann: HelpDesk };

/** One after the other; what else the widget learns to do is one more. */
const STEPS: Record<string, (scene: Scene) => Promise<unknown>> = {
  "open the chat": ({ visitor }) => visitor.opens(),
  "be answered, streaming": async ({ visitor }) => {
    await visitor.says("How long does delivery take?");
    await visitor.message("ai").first().waitFor();
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
  "shut down and boot": async ({ visitor }) => {
    await visitor.calls("shutdown");
    await visitor.calls("boot");
    await visitor.opens();
  },
  logout: ({ visitor }) => visitor.calls("logout"),
};

test("a whole conversation under the policy of the docs, with Trusted Types: no violation", async () => {
  expect(policy()).toContain("require-trusted-types-for 'script'");
  const tag = site.tag().replace("<script", `<script nonce="${NONCE}"`);
  const { visitor, violations } = await visit(tag);
  const ann = await HelpDesk.open(browser, baton, "ann");
  for (const [name, step] of Object.entries(STEPS)) {
    await step({ visitor, ann });
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
  await visitor.leaves();
});

test("`loadBaton` from npm, with its nonce: no violation", async () => {
  site.serve("/load-baton.js", "text/javascript", readFileSync("dist/widget/index.js"));
  const { visitor, violations } = await visit(`<script type="module" nonce="${NONCE}">
    import { loadBaton } from "/load-baton.js";
    const settings = { host: "${baton.origin}", workspace: "demo", nonce: "${NONCE}" };
    const [one, other] = await Promise.all([loadBaton(settings), loadBaton(settings)]);
    window.same = one === other && one === window.baton;
    one.open();
  </script>`);
  await visitor.part("composer").waitFor();
  expect(await visitor.page.evaluate(() => Reflect.get(window, "same"))).toBe(true);
  expect(await visitor.page.locator("baton-chat").count()).toBe(1);
  expect(await violations()).toEqual([]);
  await visitor.leaves();
});
