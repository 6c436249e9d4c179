import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** What stands above the closed launcher: the newest message, or one that the site offers by a rule. */

const open = (visitor: Visitor) => visitor.part("preview").locator("button").first();
const dismiss = (visitor: Visitor) =>
  visitor.part("preview").getByRole("button", { name: "Dismiss message" });

test("a message for a closed chat: badge, preview, and read once it is opened", async ({
  baton,
  browser,
  visitor,
}) => {
  await visitor.talks();
  const ann = await HelpDesk.open(browser, baton, "ann");
  await ann.row(visitor.conversationId).click();
  await ann.takeOver();
  await visitor.closes();
  await ann.says("Which colour would you like?");
  await visitor.part("preview").waitFor();
  expect(await open(visitor).textContent()).toBe("AnnWhich colour would you like?");
  expect(await visitor.part("badge").textContent()).toBe("1");
  expect(await visitor.part("launcher").getAttribute("aria-label")).toBe("Open chat, 1 new message");
  // It is read out when it comes, and by itself.
  expect(await visitor.page.locator("baton-chat [role=status]").textContent()).toContain("Which colour");

  await dismiss(visitor).click();
  await visitor.part("preview").waitFor({ state: "detached" });
  expect(await visitor.part("badge").textContent()).toBe("1");
  await visitor.page.reload();
  await visitor.part("badge").waitFor();
  expect(await visitor.part("preview").count()).toBe(0);

  await ann.says("We have red and blue.");
  await visitor.part("preview").filter({ hasText: "red and blue" }).waitFor();
  expect(await visitor.part("badge").textContent()).toBe("2");
  await open(visitor).click();
  await visitor.message("agent", "red and blue").waitFor();
  await visitor.part("preview").waitFor({ state: "detached" });
  await visitor.part("badge").waitFor({ state: "detached" });
  expect(visitor.trouble).toEqual([]);
});

describe("proactive messages", () => {
  const RULES = [
    { text: "Brauchen Sie Hilfe?", language: "de" },
    { text: "Questions about prices?", url: "*/pricing", id: "pricing" },
    { text: "Still looking?", url: "*/search*", after: 2 },
  ];
  const settings = (more: Record<string, string> = {}) => ({
    attributes: { "data-load-on": "idle", "data-proactive": JSON.stringify(RULES), ...more },
  });
  const goTo = ({ page }: Visitor, path: string) =>
    page.evaluate((to) => history.pushState(null, "", to), path);

  test("come where their rule says, follow a router, stay dismissed, and greet who opens the chat", async ({
    browser,
    site,
  }) => {
    const url = site.page(settings());
    const visitor = await Visitor.at(url, browser);
    await visitor.part("launcher").waitFor();
    await goTo(visitor, "/shop/pricing");
    await visitor.part("preview").filter({ hasText: "Questions about prices?" }).waitFor();
    await goTo(visitor, "/shop");
    await visitor.part("preview").waitFor({ state: "detached" });
    await goTo(visitor, "/shop/pricing");
    await visitor.part("preview").waitFor();
    await dismiss(visitor).click();
    await goTo(visitor, "/search?q=mugs");
    await visitor.part("preview").filter({ hasText: "Still looking?" }).waitFor();
    await goTo(visitor, "/shop/pricing");
    await visitor.part("preview").waitFor({ state: "detached" });

    await visitor.page.goto(url);
    await visitor.page.locator("baton-chat [role=status]").waitFor({ state: "attached" });
    await goTo(visitor, "/shop/pricing");
    await goTo(visitor, "/search");
    await open(visitor).click();
    await visitor.part("panel").waitFor();
    expect(await visitor.part("log").getByRole("heading").textContent()).toBe("Still looking?");
    await visitor.closes();
    expect(await visitor.part("preview").count()).toBe(0);
  });

  test("speak the language of the widget only, and leave alone who has a conversation", async ({
    browser,
    site,
  }) => {
    const visitor = await Visitor.at(site.page({ ...settings(), lang: "de" }), browser);
    await visitor.part("preview").filter({ hasText: "Brauchen Sie Hilfe?" }).waitFor();
    await visitor.calls("setLocale", "en");
    await visitor.part("preview").waitFor({ state: "detached" });
    await visitor.opens();
    await visitor.says("Hello");
    await visitor.closes();
    await visitor.calls("setLocale", "de");
    await visitor.page.locator("baton-chat[lang=de]").waitFor({ state: "attached" });
    expect(await visitor.part("preview").filter({ hasText: "Brauchen Sie Hilfe?" }).count()).toBe(0);
  });

  test("are not worth a request where the page has asked for none", async ({ baton, browser, site }) => {
    const visitor = await Visitor.at(site.page(settings({ "data-load-on": "interaction" })), browser);
    await goTo(visitor, "/shop/pricing");
    await visitor.page.waitForLoadState("networkidle");
    expect(visitor.requests.filter((one) => one.startsWith(baton.origin))).toEqual([
      `${baton.origin}/widget.js`,
    ]);
  });
});
