import type { BrowserContext, WebSocketRoute } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { Shop } from "./pages.ts";

/** A visitor whose line to the chat breaks, while the shop's own pages still come. */

/** What lies between the visitor and the chat's rooms. */
class Line {
  private isCut = false;
  private readonly sockets = new Set<WebSocketRoute>();

  static async in(context: BrowserContext): Promise<Line> {
    const line = new Line();
    await context.routeWebSocket(/\/parties\//u, (socket) => {
      if (line.isCut) {
        void socket.close();
        return;
      }
      line.sockets.add(socket);
      socket.connectToServer();
    });
    await context.route(/\/parties\//u, (route) => (line.isCut ? route.abort() : route.continue()));
    return line;
  }

  async cut(): Promise<void> {
    this.isCut = true;
    for (const socket of this.sockets) await socket.close();
    this.sockets.clear();
  }

  mend(): void {
    this.isCut = false;
  }
}

const TEXTS = Array.from({ length: 10 }, (_, index) => `Message ${index + 1} of ten.`);

async function writes(shop: Shop, text: string): Promise<void> {
  await shop.part("composer").fill(text);
  await shop.part("composer").press("Enter");
}

/** What the log holds of the ten, with the state of each. */
const shown = (shop: Shop, state: string) =>
  shop.part("message", `[data-author="customer"][data-state="${state}"]`).allTextContents();

const numbersIn = (texts: string[]) =>
  texts.map((text) => Number(/Message (\d+) of ten/u.exec(text)?.[1] ?? 0));
const ALL = TEXTS.map((_, index) => index + 1);

describe("ten messages typed offline, and the page reloaded", () => {
  test.for(["in a conversation", "before there is one"])(
    "[I1, I3] arrive once each and in order, %s",
    async (when, { baton, browser }) => {
      const context = await browser.newContext();
      const line = await Line.in(context);
      const shop = await Shop.open(browser, baton, "en", context);
      if (when === "in a conversation") {
        await shop.says("Hello");
        await shop.message("ai").last().waitFor();
      }
      await line.cut();
      for (const text of TEXTS) await writes(shop, text);
      await shop.part("connection").waitFor();
      await expect.poll(async () => numbersIn(await shown(shop, "sending"))).toEqual(ALL);

      await shop.reload();
      await expect.poll(async () => numbersIn(await shown(shop, "sending"))).toEqual(ALL);
      await shop.part("connection").waitFor();

      line.mend();
      await expect
        .poll(async () => numbersIn(await shown(shop, "sent")).filter((number) => number > 0), {
          timeout: 60_000,
        })
        .toEqual(ALL);
      await shop.part("connection").waitFor({ state: "detached" });
      const told = (await shop.story()).filter((entry) => entry.startsWith("customer: Message"));
      expect(told).toEqual(TEXTS.map((text) => `customer: ${text}`));

      // Another look at the same conversation tells the same: it is what the room has.
      await shop.reload();
      await expect.poll(async () => numbersIn(await shown(shop, "sent")).filter(Boolean)).toEqual(ALL);
    },
  );

  test("[A11] are gone with the logout", async ({ baton, browser }) => {
    const context = await browser.newContext();
    const line = await Line.in(context);
    const shop = await Shop.open(browser, baton, "en", context);
    await shop.says("Hello");
    await line.cut();
    await writes(shop, "My card number is 4111.");
    await shop.message("customer", "My card number", "sending").waitFor();
    await shop.part("composer").fill("And the code is");
    await shop.page.evaluate(() => window.baton?.logout?.());
    await shop.reload();
    line.mend();
    await shop.says("Who was here?");
    expect((await shop.story()).join("\n")).not.toMatch(/card number/u);
    expect(await shop.part("composer").inputValue()).toBe("");
    const left = await shop.page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.open("baton:demo").onsuccess = ({ target }) => {
            const { result } = Object(target);
            result.transaction("outbox").objectStore("outbox").getAll().onsuccess = (event: Event) =>
              resolve(Object(event.target).result);
          };
        }),
    );
    expect(left).toEqual([]);
  });
});

test("says that the device is offline, and keeps the draft through a reload", async ({ shop }) => {
  await shop.part("composer").fill("Half a thought");
  await shop.reload();
  expect(await shop.part("composer").inputValue()).toBe("Half a thought");
  await shop.context.setOffline(true);
  await shop.part("connection").filter({ hasText: "You're offline" }).waitFor();
  await shop.context.setOffline(false);
  await shop.part("connection").waitFor({ state: "detached" });
});
