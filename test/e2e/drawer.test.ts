import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Locator } from "playwright-core";
import { describe, expect } from "vitest";
import ar from "../../locales/ar.json" with { type: "json" };
import type { Baton } from "../harness/baton.ts";
import { testAlone } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";
import { PATIENCE } from "./supervision-steps.ts";

/** The shop's drawer, with which somebody who is alone sees every state. */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Options = Parameters<Browser["newContext"]>[0];

const test = testAlone().extend("enters", ({ baton, browser }) => {
  /** The shop by the link that `npm start` prints, unless told. */
  return (options: Options = {}, code = baton.demoCode): Promise<Visitor> =>
    Visitor.at(`${baton.origin}/#demo=${code}`, browser, options);
});

const button = ({ page }: Visitor): Locator => page.getByRole("button", { name: "Try it" });
const drawer = ({ page }: Visitor): Locator => page.getByRole("complementary", { name: "Try it" });
const situation = (visitor: Visitor, id: string): Locator =>
  drawer(visitor).locator(`[data-situation="${id}"]`);
const news = (visitor: Visitor, text: string): Locator =>
  drawer(visitor).getByRole("status").filter({ hasText: text });

async function opensDrawer(visitor: Visitor): Promise<void> {
  await button(visitor).click();
  await drawer(visitor).waitFor();
}

async function cadenceOf(baton: Baton): Promise<unknown> {
  const headers = { authorization: `Bearer ${await baton.agentToken("ada", "admin")}` };
  const answer = await fetch(`${baton.origin}/parties/workspace/demo/config`, { headers });
  return (await answer.json()).cadence;
}

const FIRST = "How long does delivery take?";

describe("the drawer", () => {
  test("is there with the demo's code only, which does not stay in the address; it costs nothing before", async ({
    baton,
    browser,
  }) => {
    const plain = await Visitor.at(`${baton.origin}/`, browser);
    await plain.part("launcher").waitFor();
    expect(await button(plain).count()).toBe(0);
    // The same page, where the link comes later.
    await plain.page.evaluate((code) => location.assign(`#demo=${code}`), baton.demoCode);
    await button(plain).waitFor();
    expect(plain.page.url()).toBe(`${baton.origin}/`);
    await plain.page.reload();
    await plain.page.waitForLoadState("networkidle");
    expect(plain.requests.filter((url) => url.includes("/drawer/"))).toEqual([]);
    await opensDrawer(plain);
    expect(plain.requests.filter((url) => url.includes(baton.demoCode))).toEqual([]);
    expect(plain.trouble).toEqual([]);
  });

  test("says that its link is of an earlier start, where the code is another one", async ({
    baton,
    enters,
  }) => {
    const visitor = await enters({}, "of-an-earlier-start");
    await opensDrawer(visitor);
    await news(visitor, "started anew").waitFor();
    await visitor.page.evaluate((code) => location.assign(`#demo=${code}`), baton.demoCode);
    await drawer(visitor).waitFor({ state: "detached" });
    await opensDrawer(visitor);
    await situation(visitor, "take-over").click();
    await news(visitor, "has taken over").waitFor(PATIENCE);
  });

  test("plays the whole story: a question, the wait, a person who answers, the AI again", async ({
    enters,
  }) => {
    const visitor = await enters();
    await opensDrawer(visitor);
    await situation(visitor, "story").click();
    await visitor.message("customer", FIRST).waitFor();
    await visitor.message("ai").waitFor();
    await visitor.part("waiting").waitFor(PATIENCE);
    await visitor.part("typing").filter({ hasText: "Ann" }).waitFor(PATIENCE);
    await visitor.message("agent", "this is Ann").waitFor(PATIENCE);
    await visitor.part("separator", '[data-kind="ai_resumed"]').waitFor(PATIENCE);
    await visitor.message("ai").nth(1).waitFor(PATIENCE);
    await news(visitor, "That was the whole story.").waitFor(PATIENCE);
    expect(await visitor.message("customer").count()).toBe(2);
    expect(await visitor.part("separator", '[data-kind="live_chat"]').count()).toBe(1);
    expect(visitor.trouble).toEqual([]);
  });

  test("stops where it is told to, and one situation goes on from another", async ({ enters }) => {
    const visitor = await enters();
    await visitor.talks(FIRST);
    await opensDrawer(visitor);
    await situation(visitor, "give-back").click();
    await news(visitor, "Let her take over first").waitFor();
    await situation(visitor, "story").click();
    await visitor.part("waiting").waitFor(PATIENCE);
    await situation(visitor, "story").filter({ hasText: "Stop" }).click();
    await news(visitor, "Stopped").waitFor();
    await situation(visitor, "unread").click();
    await visitor.part("badge").filter({ hasText: "1" }).waitFor(PATIENCE);
    await news(visitor, "Open the chat").waitFor();
    await situation(visitor, "file").click();
    await visitor.message("agent").locator("img").waitFor(PATIENCE);
    await news(visitor, "has sent a picture").waitFor();
    await situation(visitor, "end").click();
    await visitor.part("ended").waitFor(PATIENCE);
    await news(visitor, "has ended").waitFor();
    // The next one begins by itself; nothing of the whole story is in it but its question.
    const { conversationId } = visitor;
    await situation(visitor, "take-over").click();
    await news(visitor, "has taken over").waitFor(PATIENCE);
    await visitor.part("waiting").waitFor();
    expect(visitor.conversationId).not.toBe(conversationId);
    await situation(visitor, "reset").click();
    await visitor.part("waiting").waitFor({ state: "detached" });
    expect(await visitor.message("customer").count()).toBe(0);
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(visitor.trouble).toEqual([]);
  });

  test("[I1] cuts the network: what is written waits and goes out once; Ann is not cut off", async ({
    enters,
  }) => {
    const visitor = await enters();
    await visitor.talks(FIRST);
    await opensDrawer(visitor);
    await situation(visitor, "take-over").click();
    await visitor.part("waiting").waitFor(PATIENCE);
    await situation(visitor, "network").click();
    await drawer(visitor).getByText("Network: off").waitFor();
    await visitor.part("connection").filter({ hasText: "You're offline" }).waitFor();
    await visitor.part("composer").fill("Are you there?");
    await visitor.part("composer").press("Enter");
    const written = (state: string) =>
      visitor.part("message", `[data-state="${state}"]`).filter({ hasText: "Are you there?" });
    await written("sending").waitFor();
    await situation(visitor, "answer").click();
    await news(visitor, "Ann has answered").waitFor(PATIENCE);
    expect(await visitor.message("agent").count()).toBe(0);
    expect(await written("sending").count()).toBe(1);
    await situation(visitor, "network").click();
    await drawer(visitor).getByText("Network: on").waitFor();
    await written("sent").waitFor(PATIENCE);
    await visitor.message("agent").waitFor(PATIENCE);
    await visitor.part("connection").waitFor({ state: "detached" });
    expect(await visitor.part("message").filter({ hasText: "Are you there?" }).count()).toBe(1);
  });

  test("[C1] has the AI answer slowly, until told otherwise", async ({ baton, enters }) => {
    const visitor = await enters();
    await opensDrawer(visitor);
    expect(await cadenceOf(baton)).toEqual({ on: false, minMs: 30_000, maxMs: 120_000 });
    await situation(visitor, "slow").click();
    await news(visitor, "are held from now on").waitFor();
    expect(await cadenceOf(baton)).toEqual({ on: true, minMs: 8_000, maxMs: 8_000 });
    // It is so in the whole workspace, and the next page knows of it.
    await visitor.page.reload();
    await opensDrawer(visitor);
    await drawer(visitor).getByRole("button", { name: "The AI is slow", pressed: true }).waitFor();
    await situation(visitor, "slow").click();
    await news(visitor, "at once again").waitFor();
    expect(await cadenceOf(baton)).toEqual({ on: false, minMs: 30_000, maxMs: 120_000 });
  });

  test("switches language and side at once, and the colours", async ({ enters }) => {
    const visitor = await enters({ colorScheme: "light" });
    await visitor.opens();
    await opensDrawer(visitor);
    const sideOf = async (one: Locator) => ((await one.boundingBox())?.x ?? 0) < 300;
    expect([await sideOf(drawer(visitor)), await sideOf(visitor.part("panel"))]).toEqual([true, false]);
    await situation(visitor, "language").selectOption("ar");
    await expect
      .poll(() => visitor.part("composer").getAttribute("placeholder"))
      .toBe(ar["composer.placeholder"]);
    await expect
      .poll(async () => [await sideOf(drawer(visitor)), await sideOf(visitor.part("panel"))])
      .toEqual([false, true]);
    const ground = () => visitor.part("panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);
    const light = await ground();
    await situation(visitor, "dark").click();
    await expect.poll(ground).not.toBe(light);
  });

  test("is reached, worked and left by keyboard", async ({ enters }) => {
    const visitor = await enters();
    await button(visitor).focus();
    await visitor.page.keyboard.press("Enter");
    await drawer(visitor).waitFor();
    expect(await button(visitor).getAttribute("aria-expanded")).toBe("true");
    await visitor.page.keyboard.press("Tab");
    await visitor.page.keyboard.press("Tab");
    expect(await situation(visitor, "story").evaluate((one) => one.matches(":focus-visible"))).toBe(true);
    await visitor.page.keyboard.press("Escape");
    await drawer(visitor).waitFor({ state: "hidden" });
    expect(await button(visitor).evaluate((one) => one.matches(":focus"))).toBe(true);
    expect(await button(visitor).getAttribute("aria-expanded")).toBe("false");
  });

  test.for(["light", "dark"] as const)("is sound to axe-core in %s", async (colorScheme, { enters }) => {
    const visitor = await enters({ colorScheme });
    await opensDrawer(visitor);
    await situation(visitor, "network").click();
    await visitor.page.evaluate(AXE);
    const { violations } = await visitor.page.evaluate<AxeResults>(
      'axe.run({ include: [[".try-it"], [".drawer"]] })',
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  });

  test("leaves a small screen to the chat, and is back when that closes", async ({ enters }) => {
    const visitor = await enters({ viewport: { width: 360, height: 640 } });
    await opensDrawer(visitor);
    const [own, launcher] = await Promise.all([
      drawer(visitor).boundingBox(),
      visitor.part("launcher").boundingBox(),
    ]);
    expect((own?.y ?? 0) + (own?.height ?? 0)).toBeLessThanOrEqual(launcher?.y ?? 0);
    await situation(visitor, "take-over").click();
    await visitor.part("waiting").waitFor(PATIENCE);
    expect(await drawer(visitor).count()).toBe(0);
    await visitor.closes();
    await drawer(visitor).waitFor();
  });

  test("opens a second tab of the same conversation, with a drawer of its own", async ({ enters }) => {
    const visitor = await enters();
    await opensDrawer(visitor);
    await situation(visitor, "take-over").click();
    await visitor.part("waiting").waitFor(PATIENCE);
    const opened = visitor.context.waitForEvent("page");
    await situation(visitor, "tab").click();
    const second = await opened;
    await second.getByRole("button", { name: "Try it" }).click();
    await second.locator('[data-situation="answer"]').click();
    await second.getByText("Ann has answered").waitFor(PATIENCE);
    await visitor.message("agent").waitFor(PATIENCE);
  });
});
