import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import type { Shop } from "./pages.ts";

/** What a customer can do with a conversation beside talking: end it, rate it, save it, begin another one. */

/** By keyboard alone, from the composer. */
async function ends({ page }: Shop): Promise<void> {
  await page.locator('baton-chat [part~="menu"]').press("Enter");
  await page.locator('baton-chat [role="menuitem"]').first().waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.locator('baton-chat [role="alertdialog"]').waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
}

/** What a screen reader has been told. */
const told = ({ page }: Shop) => page.locator('baton-chat [aria-live="polite"]').last();

async function saved(shop: Shop, words: string): Promise<string> {
  const [download] = await Promise.all([
    shop.page.waitForEvent("download"),
    shop.part("ended").getByRole("button", { name: words }).click(),
  ]);
  return download.path();
}

describe("the end of a conversation", () => {
  test("[S5, N1] the customer ends it by keyboard, rates it, changes the rating, and begins another one", async ({
    ann,
    shop,
  }) => {
    const question = `Where is my parcel? ${Date.now()}`;
    await shop.says(question);
    await shop.message("ai").last().waitFor();
    await ann.openConversation(shop, question);
    await shop.part("thumb", '[data-thumb="up"]').last().click();
    await ends(shop);
    await shop.part("rating").waitFor();
    await expect.poll(async () => (await told(shop).textContent()) ?? "").toContain("has ended");

    const stars = shop.part("rating").getByRole("radio");
    expect(await stars.count()).toBe(5);
    await stars.first().focus();
    await shop.page.keyboard.press("ArrowLeft");
    expect(await shop.part("rating").getByRole("radio", { name: "Very good" }).isChecked()).toBe(true);
    await shop.part("rating").getByRole("textbox").fill("Quick and kind");
    await shop.part("rating").getByRole("button", { name: "Send rating" }).press("Enter");
    await shop.part("rating").getByText("Thank you for your rating.").waitFor();
    await ann.page
      .getByText(/Quick and kind/u)
      .first()
      .waitFor();

    await shop.part("rating").getByRole("button", { name: "Change rating" }).press("Enter");
    await stars.nth(4).focus();
    await shop.page.keyboard.press("ArrowLeft");
    await shop.part("rating").getByRole("button", { name: "Send rating" }).press("Enter");
    await shop.part("rating").getByText("Thank you for your rating.").waitFor();

    // Where it is read again, it has still ended.
    await shop.reload();
    await shop.part("ended").waitFor();
    await shop.part("rating").getByText("Good", { exact: true }).waitFor();
    expect(await stars.count()).toBe(0);
    const before = shop.conversationId;
    await shop.part("ended").getByRole("button", { name: "Start a new conversation" }).click();
    expect(await shop.part("ended").count()).toBe(0);
    expect(await shop.story()).toEqual([]);
    await shop.says("And another thing");
    await shop.message("ai").last().waitFor();
    expect(shop.conversationId).not.toBe(before);
    expect((await shop.story())[0]).toBe("customer: And another thing");

    // What was said before is still there to be read.
    await shop.part("menu").click();
    await shop.page.locator('baton-chat [data-item="earlier"]').click();
    const earlier = shop.part("conversations");
    await earlier.getByRole("listitem").getByRole("button").click();
    await earlier.getByText(question).waitFor();
    await earlier.getByRole("img", { name: "Helpful", exact: true }).waitFor();
    expect(await shop.part("composer").isVisible()).toBe(false);
    await shop.page.keyboard.press("Enter");
    await earlier.getByRole("listitem").first().waitFor();
    await earlier.getByRole("button", { name: "Back to the chat" }).click();
    await shop.message("customer", "And another thing").waitFor();
    await expect.poll(() => shop.part("composer").evaluate((field) => field.matches(":focus"))).toBe(true);
  });

  test("[N2, A5] the customer saves it as a page and as a text; the page does nothing, whatever was said", async ({
    shop,
  }) => {
    const evil = `<img src="https://evil.test/x" onerror="document.title='pwned'"><script>document.title='pwned'</script>`;
    await shop.says(evil);
    await shop.message("ai").last().waitFor();
    await ends(shop);
    const text = await readFile(await saved(shop, "As a text file"), "utf8");
    expect(text).toContain(`You: ${evil}`);
    expect(text).toMatch(/^Conversation of /u);

    const page = await shop.context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    // A browser knows a page by its name, and a download has none yet.
    const html = await readFile(await saved(shop, "As a web page"), "utf8");
    await page.route("http://saved.test/", (route) =>
      route.fulfill({ body: html, contentType: "text/html" }),
    );
    await page.goto("http://saved.test/");
    expect(await page.title()).toMatch(/^Conversation of /u);
    expect(await page.locator("article").first().textContent()).toContain(evil);
    expect(asked).toEqual(["http://saved.test/"]);
    expect(await looks(page)).toBe("672px");
  });

  test("[I14] a panel that came at the second try has one of everything, its later parts included", async ({
    baton,
    browser,
  }) => {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    let failures = 0;
    await page.route(/\/panel\/panel-[^/]*\.js$/u, (route) => {
      failures += 1;
      return failures === 1 ? route.abort() : route.continue();
    });
    await page.goto(`${baton.origin}/?lang=en`);
    const part = (name: string) => page.locator(`baton-chat [part~="${name}"]`);
    await part("launcher").click();
    await expect.poll(() => failures).toBe(1);
    await page.locator("baton-chat .failure").click();
    await part("composer").fill("Hello");
    await part("composer").press("Enter");
    await part("menu").click();
    await page.locator('baton-chat [data-item="end"]').click();
    await page.locator('baton-chat [data-item="end-confirm"]').click();
    await part("rating").getByRole("radio").nth(2).click();
    await part("rating").getByRole("button", { name: "Send rating" }).click();
    await part("rating").getByText("Thank you for your rating.").waitFor();
    expect(failures).toBe(2);
  });
});

/** The style of the saved page is in force: its policy let it. */
function looks(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).maxWidth);
}
