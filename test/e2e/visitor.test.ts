import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { HelpDesk, type Shop } from "./pages.ts";
import { annAnswers, looksInto } from "./supervision-steps.ts";

/** Smaller things between customer and team: who asks, who types, who has read it. */

/** What became of the newest message. */
const fate = (shop: Shop) =>
  shop.page
    .locator("baton-chat .group.customer .meta")
    .last()
    .textContent()
    .then((text) => text?.split(" · ")[1]);

describe("between customer and team", () => {
  test("[H12] what the site asks first is asked, and what was said reaches the agent as not verified", async ({
    baton,
    browser,
  }) => {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    await page.goto(`${baton.origin}/?lang=en`);
    await page.evaluate(() => {
      const { baton } = window as unknown as { baton: { update(settings: object): void; open(): void } };
      baton.update({ prechat: "name*|email|Order number" });
      baton.open();
    });
    const part = (name: string) => page.locator(`baton-chat [part~="${name}"]`);
    await part("prechat").waitFor();
    await page.keyboard.press("Enter");
    // The browser says what is missing.
    expect(await part("composer").count()).toBe(0);
    await page.keyboard.type("Kim Lee");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("4711");
    await page.keyboard.press("Enter");
    await expect.poll(() => part("composer").evaluate((field) => field.matches(":focus"))).toBe(true);
    const question = `Where is my order? ${Date.now()}`;
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
    await page.locator('baton-chat [data-author="ai"][data-state="sent"]').first().waitFor();

    const ann = await HelpDesk.open(browser, baton, "ann");
    await ann.part("row").filter({ hasText: "Kim Lee" }).first().click();
    await ann.message("customer", question).waitFor();
    const customer = ann.part("customer");
    await customer.getByText("4711 (not verified)").waitFor();
    expect(await customer.textContent()).toContain("Kim Lee");
    // Not on this device any more, and not asked again.
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith(":said"))),
    ).toEqual([]);
    await page.reload();
    await part("launcher").click();
    await part("composer").waitFor();
    expect(await part("prechat").count()).toBe(0);
  });

  test("[M13] each sees the other type, and the customer what the person who answers has read, nobody else", async ({
    baton,
    browser,
    shop,
  }) => {
    const [ann, sue] = await Promise.all([
      HelpDesk.open(browser, baton, "ann"),
      HelpDesk.open(browser, baton, "sue"),
    ]);
    await annAnswers(shop, ann, `Where is my parcel? ${Date.now()}`);
    await ann.part("composer").pressSequentially("One mom");
    await shop.part("typing").filter({ hasText: "Ann is typing" }).waitFor();
    await shop.part("composer").pressSequentially("Thanks, and");
    await ann.page
      .getByText(/is typing/u)
      .first()
      .waitFor();

    // Ann looks at nothing of it; Sue reads along.
    await ann.page.goto("about:blank");
    await looksInto(sue, shop);
    await sue.monitor(shop);
    await shop.says("and another thing");
    await sue.message("customer", "and another thing").waitFor();
    expect(await fate(shop)).toBe("Sent");
    const again = await HelpDesk.open(browser, baton, "ann");
    await again.row(shop.conversationId).click();
    await expect.poll(() => fate(shop)).toBe("Seen");
  });

  test("an emoji goes in by keyboard where the writer is", async ({ shop }) => {
    const composer = shop.part("composer");
    await composer.fill("Hello Kim");
    for (const _ of " Kim") await shop.page.keyboard.press("ArrowLeft");
    await shop.part("emoji").press("Enter");
    await shop.page.locator("baton-chat .emoji button").first().waitFor();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "Enter"])
      await shop.page.keyboard.press(key);
    await shop.page.keyboard.type("!");
    expect(await composer.inputValue()).toBe("Hello🙂! Kim");
    // A click on the button closes what it has opened.
    await shop.part("emoji").click();
    await shop.page.locator("baton-chat .emoji").waitFor();
    await shop.part("emoji").click();
    await shop.page.locator("baton-chat .emoji").waitFor({ state: "detached" });
    // Where it is narrow, the words need the room.
    await shop.page.setViewportSize({ width: 320, height: 640 });
    await shop.part("emoji").waitFor({ state: "hidden" });
  });
});
