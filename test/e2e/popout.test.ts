import type { Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { Shop } from "./pages.ts";

/** The chat in a window of its own. */

async function popOut(shop: Shop): Promise<Page> {
  const opened = shop.page.waitForEvent("popup");
  await shop.part("menu").click();
  await shop.page.locator('baton-chat [data-item="popout"]').click();
  const popup = await opened;
  await popup.locator("baton-chat [part~=composer]").waitFor();
  return popup;
}

test("it goes on in a window of its own, whatever page the visitor goes on to, and closes with it", async ({
  baton,
  browser,
}) => {
  const shop = await Shop.open(browser, baton, "de");
  await shop.says("Wie lange dauert die Lieferung?");
  await shop.message("ai").first().waitFor();
  const story = await shop.story();
  const popup = await popOut(shop);

  // The page has its room back.
  await shop.part("panel").waitFor({ state: "hidden" });
  const own = shop.in(popup);
  await expect.poll(() => own.story()).toEqual(story);
  expect(await popup.locator("baton-chat").getAttribute("lang")).toBe("de");
  expect(await popup.title()).toBe("Chat");
  expect(await own.part("launcher").isVisible()).toBe(false);

  await shop.page.goto("about:blank");
  await own.says("Und nach Österreich?");
  await own.message("ai").nth(1).waitFor();

  await shop.page.goto(`${baton.origin}/?lang=de`);
  await shop.openChat();
  await expect.poll(() => shop.story()).toEqual(await own.story());
  const closed = popup.waitForEvent("close");
  await own.part("header").locator("> button").last().click();
  await closed;
});

test("asked for again, the window that is open comes to the front", async ({ shop }) => {
  await shop.says("Hello");
  const popup = await popOut(shop);
  await shop.openChat();
  await shop.part("menu").click();
  await shop.page.locator('baton-chat [data-item="popout"]').click();
  await shop.part("panel").waitFor({ state: "hidden" });
  expect(shop.context.pages()).toHaveLength(2);
  expect(await popup.locator("baton-chat").count()).toBe(1);
  // A window of its own has nowhere else to go.
  await shop.in(popup).part("menu").click();
  await popup.locator('baton-chat [data-item="end"]').waitFor();
  expect(await popup.locator('baton-chat [data-item="popout"]').count()).toBe(0);
});
