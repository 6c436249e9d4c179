import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { HelpDesk, type Shop } from "./pages.ts";

/** Files between a customer in the shop and an agent at the help desk, in real Chromium against a real server. */

const PATIENTLY = { timeout: 20_000 };
const PAGE = { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<!doctype html><b>hello</b>") };
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Order 4711\nsize 42\n") };

/** As the browser itself draws and encodes it. */
async function drop(page: Page, type: string, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    async ([mime = "", called = ""]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "teal";
      context.fillRect(0, 0, 320, 200);
      context.fillStyle = "gold";
      context.fillRect(40, 40, 120, 80);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mime));
      const data = new DataTransfer();
      data.items.add(new File([blob ?? ""], called, { type: mime }));
      return data;
    },
    [type, name],
  );
  const panel = page.locator('baton-chat [part~="panel"]');
  await panel.dispatchEvent("dragover", { dataTransfer: transfer });
  await panel.dispatchEvent("drop", { dataTransfer: transfer });
}

const chip = (shop: Shop, state: string) => shop.page.locator(`baton-chat .next-file[data-state="${state}"]`);
const widthOf = (picture: ReturnType<Page["locator"]>) =>
  picture.evaluate((image) => (image instanceof HTMLImageElement && image.complete ? image.naturalWidth : 0));

describe("files", () => {
  test("[A6] a dropped image goes up, is seen by the agent, and an answer with a file comes back", async ({
    baton,
    browser,
    shop,
  }) => {
    const policy: string[] = [];
    shop.page.on("console", (message) => message.type() === "error" && policy.push(message.text()));
    for (const [type, name] of [
      ["image/png", "crack.png"],
      ["image/jpeg", "box.jpg"],
      ["image/webp", "label.webp"],
    ] as const) {
      await drop(shop.page, type, name);
    }
    await expect.poll(() => chip(shop, "done").count(), PATIENTLY).toBe(3);
    // Files alone are a message.
    await shop.part("send").click();
    const sent = shop.part("message", '[data-author="customer"][data-state="sent"]').locator("img");
    await expect.poll(() => sent.count(), PATIENTLY).toBe(3);
    for (let index = 0; index < 3; index += 1) {
      await expect.poll(() => widthOf(sent.nth(index)), PATIENTLY).toBe(320);
      expect(await sent.nth(index).getAttribute("src")).toMatch(/^blob:/u);
    }
    expect(await chip(shop, "done").count()).toBe(0);

    const ann = await HelpDesk.open(browser, baton, "ann");
    await ann.row(shop.conversationId).click();
    const seen = ann.part("attachment").locator("img");
    await expect.poll(() => seen.count(), PATIENTLY).toBe(3);
    await expect.poll(() => widthOf(seen.first()), PATIENTLY).toBe(320);
    expect(await seen.evaluateAll((all) => all.map((image) => image.getAttribute("alt")))).toEqual([
      "crack.png",
      "box.jpg",
      "label.webp",
    ]);
    await ann.takeOver();
    await ann.says("Thank you. This is your order:");
    await ann.part("file-picker").setInputFiles(NOTES);
    const answer = shop.part("message", '[data-author="agent"]').locator('[part~="attachment"]');
    await answer.waitFor();
    const [download] = await Promise.all([shop.page.waitForEvent("download"), answer.click()]);
    expect(download.suggestedFilename()).toBe("notes.txt");
    expect(policy).toEqual([]);
  });

  test("[A6] a page that is called photo.png is refused, in words that say what to do", async ({ shop }) => {
    await shop.page.locator('baton-chat input[type="file"]').setInputFiles(PAGE);
    const failed = chip(shop, "failed");
    await failed.waitFor();
    expect(await failed.locator(".why").textContent()).toBe(
      "Files of this kind can't be sent. Try an image, a PDF, a text or an Office document.",
    );
    // The message waits until the visitor has decided.
    await shop.part("composer").fill("See my photo");
    expect(await shop.part("send").isDisabled()).toBe(true);
    await failed.getByRole("button", { name: "Remove photo.png" }).click();
    await shop.says("See my photo");
    expect(await shop.part("attachment").count()).toBe(0);
  });

  test("what did not get through can be tried again; what is on its way can be given up", async ({
    shop,
  }) => {
    await shop.says("I have a question about an order");
    await shop.page.route("**/attachments", (route) => route.abort());
    await shop.page.locator('baton-chat input[type="file"]').setInputFiles(NOTES);
    await chip(shop, "failed").waitFor();
    await shop.page.unroute("**/attachments");
    await chip(shop, "failed").getByRole("button", { name: "Upload notes.txt again" }).click();
    await chip(shop, "done").waitFor();

    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await shop.page.route("**/attachments", async (route) => {
      await held;
      await route.abort().catch(() => {});
    });
    await drop(shop.page, "image/png", "slow.png");
    const uploading = chip(shop, "uploading");
    await uploading.getByRole("progressbar", { name: "Uploading slow.png" }).waitFor();
    expect(await shop.part("send").isDisabled()).toBe(true);
    await uploading.getByRole("button", { name: "Remove slow.png" }).click();
    release();
    // The button that sends moves as it goes.
    await uploading.waitFor({ state: "detached" });
    await shop.part("send").click();
    await shop.part("attachment").waitFor();
    expect(await shop.part("attachment").getAttribute("title")).toBe("Download notes.txt");
  });
});
