import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import type { Shop } from "./pages.ts";

/** What a customer can do with an answer of the AI: take up what it suggests, and say whether it helped. */

const suggested = (shop: Shop) => shop.part("suggestions").getByRole("button");
/** Of the newest answer, whether each thumb is pressed. */
const pressed = (shop: Shop) =>
  shop
    .part("thumb")
    .evaluateAll((thumbs) => thumbs.slice(-2).map((thumb) => thumb.getAttribute("aria-pressed")));

describe("an answer of the AI", () => {
  test("[N1, I15] a suggestion is taken up, the answer found helpful, and both are there after a reload and at the help desk", async ({
    ann,
    shop,
  }) => {
    const question = `How do I return something? ${Date.now()}`;
    await shop.says(question);
    await shop.part("suggestions").waitFor();
    expect(await shop.part("suggestions").getAttribute("aria-label")).toBe("Suggested replies");
    await ann.openConversation(shop, question);
    const [first = ""] = await suggested(shop).allTextContents();
    expect(await ann.part("suggestions").locator("li").allTextContents()).toContain(first);

    await suggested(shop).first().click();
    await shop.message("customer", first).waitFor();
    await shop.message("ai").nth(1).waitFor();
    // What was suggested with the answer before is over.
    expect(await shop.part("suggestions").count()).toBeLessThanOrEqual(1);
    expect(await shop.message("customer", first).count()).toBe(1);

    const helpful = shop.page.getByRole("button", { name: "Helpful", exact: true });
    const unhelpful = shop.page.getByRole("button", { name: "Not helpful" });
    await expect.poll(() => helpful.count()).toBe(2);
    const { width = 0, height = 0 } = (await helpful.last().boundingBox()) ?? {};
    expect([width, height]).toEqual([24, 24]);
    // By keyboard: the one is beside the other.
    await helpful.last().focus();
    await shop.page.keyboard.press("Tab");
    await shop.page.keyboard.press("Enter");
    await expect.poll(() => pressed(shop)).toEqual(["false", "true"]);
    await ann.part("thumb", '[data-thumb="down"]').waitFor();
    await helpful.last().click();
    await expect.poll(() => pressed(shop)).toEqual(["true", "false"]);
    await ann.part("thumb", '[data-thumb="up"]').waitFor();
    expect(await ann.part("thumb").count()).toBe(1);

    await shop.reload();
    await expect.poll(() => pressed(shop)).toEqual(["true", "false"]);
    const tab = await shop.tab();
    await expect.poll(() => pressed(tab)).toEqual(["true", "false"]);
    await unhelpful.last().click();
    await expect.poll(() => pressed(tab)).toEqual(["false", "true"]);
    // Pressed again, it says nothing any more.
    await tab.page.getByRole("button", { name: "Not helpful" }).last().click();
    await expect.poll(() => pressed(shop)).toEqual(["false", "false"]);
    await expect.poll(() => ann.part("thumb").count()).toBe(0);
  });

  test("[H7] suggestions go when a person takes over, and offline a thumb waits for the network", async ({
    ann,
    shop,
  }) => {
    const question = `How do I return something? ${Date.now()}`;
    await shop.says(question);
    await shop.part("suggestions").waitFor();
    await ann.openConversation(shop, question);
    await ann.takeOver();
    await shop.part("separator", '[data-kind="live_chat"]').waitFor();
    expect(await shop.part("suggestions").count()).toBe(0);

    await shop.context.setOffline(true);
    await shop.part("thumb", '[data-thumb="up"]').click();
    await expect.poll(() => pressed(shop)).toEqual(["true", "false"]);
    expect(await ann.part("thumb").count()).toBe(0);
    await shop.context.setOffline(false);
    await ann.part("thumb", '[data-thumb="up"]').waitFor();
    expect(await pressed(shop)).toEqual(["true", "false"]);
  });
});
