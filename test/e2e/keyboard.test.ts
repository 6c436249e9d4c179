import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** The round trip for who has no mouse and who does not see the screen, against a real server. */

/** What has the focus, by its accessible name; the page's own elements too. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    // Past the end of the page, the browser itself has it.
    if (element === null || element === document.body) return "";
    return element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
  });
}

/** What Tab goes to, from where the focus is until it is there again. */
async function tabOrder(page: Page, key: "Tab" | "Shift+Tab"): Promise<string[]> {
  const names: string[] = [];
  const start = await focused(page);
  for (let name = ""; name !== start && names.length < 30; ) {
    await page.keyboard.press(key);
    name = await focused(page);
    if (name !== "") names.push(name);
  }
  return names;
}

/** Everything that the one live region has said, in order: it keeps only the last few lines. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Reflect.set(window, "said", said);
    const region = document.querySelector("baton-chat")?.shadowRoot?.querySelector("[aria-live=polite]");
    if (!region) throw new Error("there is no live region");
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) said.push(node.textContent ?? "");
    }).observe(region, { childList: true });
  });
  return () => page.evaluate((): string[] => Reflect.get(window, "said"));
}

const LINKS = `<a href="#one">Before</a>`;

describe("by keyboard alone", () => {
  test("open, ask, ask for a person, be answered, go through all there is, close: the focus goes in and back", async ({
    ann,
    browser,
    site,
  }) => {
    const visitor = await Visitor.at(site.page({ head: LINKS }), browser);
    const { page } = visitor;
    await visitor.part("launcher").waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Before");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Chat");
    await page.keyboard.press("Enter");
    await visitor.part("composer").waitFor();
    await expect.poll(() => focused(page)).toBe("Your message");

    await page.keyboard.type("How long does delivery take?");
    await page.keyboard.press("Enter");
    await visitor.message("ai").waitFor();
    expect(await focused(page)).toBe("Your message");

    // To the button below the field, and by Space.
    const order = await tabOrder(page, "Tab");
    expect(order).toEqual(
      expect.arrayContaining(["More", "Close chat", "Conversation", "Add a file", "Your message"]),
    );
    expect(order.indexOf("More")).toBeLessThan(order.indexOf("Conversation"));
    expect(order.indexOf("Conversation")).toBeLessThan(order.indexOf("Add a file"));
    expect(order.indexOf("Add a file")).toBeLessThan(order.indexOf("Your message"));
    expect((await tabOrder(page, "Shift+Tab")).slice(0, -1)).toEqual(order.slice(0, -1).reverse());
    for (let name = ""; name !== "Talk to a person"; name = await focused(page))
      await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await visitor.part("queue").waitFor();

    await ann.row(visitor.conversationId).click();
    await ann.takeOver();
    await ann.says("Hi, this is Ann.");
    await visitor.message("agent", "this is Ann").waitFor();

    // The menu by its keys, and back to its button.
    for (let name = ""; name !== "More"; name = await focused(page)) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("As a web page");
    await page.keyboard.press("End");
    expect(await focused(page)).toBe("End conversation");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("More");

    await page.keyboard.press("Escape");
    await visitor.part("panel").waitFor({ state: "hidden" });
    expect(await focused(page)).toMatch(/^Open chat/u);
  });

  test("on a narrow screen the chat covers the page: Tab stays inside", async ({ browser, site }) => {
    const visitor = await Visitor.at(site.page({ head: LINKS }), browser, {
      viewport: { width: 360, height: 700 },
    });
    await visitor.opens();
    await visitor.part("composer").focus();
    for (const key of ["Tab", "Shift+Tab"] as const) {
      const order = await tabOrder(visitor.page, key);
      expect(order).toContain("Close chat");
      expect(order).not.toContain("Before");
    }
  });
});

describe("for a screen reader", () => {
  test("everything has its role and name", async ({ visitor }) => {
    await visitor.talks("How long does delivery take?");
    const tree = await visitor.page.locator("baton-chat").ariaSnapshot();
    for (const line of [
      'dialog "Chat"',
      'heading "AI assistant" [level=2]',
      'button "More"',
      'log "Conversation"',
      'textbox "Your message"',
      'button "Send message"',
      'button "Add a file"',
      'button "Talk to a person"',
    ]) {
      expect(tree).toContain(line);
    }
    // Nothing that can be operated goes without a name.
    expect(tree).not.toMatch(/- (?:button|link|textbox|menuitem|radio)(?::|\s*$)/mu);
  });

  test("the round trip is told in whole sentences, each once, in its order", async ({
    baton,
    browser,
    visitor,
  }) => {
    await visitor.opens();
    const said = await listen(visitor.page);
    await visitor.says("How long does delivery take?");
    await visitor.message("ai").waitFor();
    const answer = await visitor.message("ai").first().locator('[part~="text"]').first().textContent();
    await expect.poll(async () => (await said()).join(" ").length).toBeGreaterThan(40);
    const told = await said();
    expect(told[0]).toMatch(/^AI assistant: /u);
    // Nothing but what stands there, from its first word on, and no half sentence.
    const flat = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, "");
    expect(flat(answer ?? "")).toContain(flat(told.join(" ").replace("AI assistant: ", "")).slice(0, 60));
    for (const line of told) expect(line).toMatch(/[.!?:…)]$/u);

    const ann = await HelpDesk.open(browser, baton, "ann");
    await ann.row(visitor.conversationId).click();
    await ann.takeOver();
    await visitor.part("waiting").waitFor();
    await ann.says("Hi, this is Ann.");
    await visitor.message("agent", "this is Ann").waitFor();
    await ann.part("release").click();
    await visitor.part("separator", '[data-kind="ai_resumed"]').waitFor();
    await expect
      .poll(async () => (await said()).slice(told.length))
      .toEqual(["Live Chat", "Waiting for support agent to join", "Ann: Hi, this is Ann.", "AI Resumed"]);
    expect(new Set(await said()).size).toBe((await said()).length);
  });
});
