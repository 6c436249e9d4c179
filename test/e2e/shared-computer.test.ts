import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { identityKey } from "../../party/auth/keys.ts";
import { mintIdentityToken } from "../../party/auth/mint.ts";
import type { Baton } from "../harness/baton.ts";
import { test } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";

/** One browser, and two people after each other (A11). */

/** All that the browser has of us: the page's text and fields, both storages, the database. */
function held(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const root = document.querySelector("baton-chat")?.shadowRoot;
    const fields = [...(root?.querySelectorAll<HTMLInputElement>("input, textarea") ?? [])];
    const databases = await indexedDB.databases();
    const records = await Promise.all(
      databases.map(
        ({ name = "" }) =>
          new Promise<unknown[]>((resolve) => {
            indexedDB.open(name).onsuccess = ({ target }) => {
              const { result: database } = Object(target);
              const stores: string[] = [...database.objectStoreNames];
              const store = database.transaction(stores).objectStore(stores[0]);
              store.getAll().onsuccess = (event: Event) => {
                database.close();
                resolve(Object(event.target).result);
              };
            };
          }),
      ),
    );
    return JSON.stringify([
      document.title,
      root?.innerHTML,
      fields.map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
      records,
    ]);
  });
}

const keyOf = (page: Page) =>
  page.evaluate(() => (localStorage.getItem("baton:demo") ?? "").split(" ")[0] ?? "");

/** What the server answers to whoever shows the key. */
async function opens(baton: Baton, key: string): Promise<number> {
  const response = await fetch(`${baton.origin}/parties/workspace/demo/sessions`, {
    method: "POST",
    body: JSON.stringify({ key, locale: "en", start: false }),
  });
  return response.status;
}

/** An identity token for somebody, as the site's own backend signs it. */
async function identityOf(baton: Baton, customerId: string): Promise<string> {
  const key = await identityKey(baton.secret, "demo");
  return mintIdentityToken({ key, workspace: "demo", customerId, name: customerId });
}

const SECRET = /4711 0815|secret of A|The code is/u;

describe("after somebody has logged out", () => {
  test("[A11] the next one finds nothing: no conversation, no draft, nothing that waited; and the key is void", async ({
    baton,
    shop,
  }) => {
    await shop.says("My card number is 4711 0815.");
    await shop.message("ai").last().waitFor();
    const second = await shop.tab();
    await second.message("customer", "4711 0815").waitFor();
    const key = await keyOf(shop.page);
    expect(await opens(baton, key)).toBe(200);

    // The line breaks; what is written waits in the browser's database.
    await shop.context.route(/\/parties\//u, (route) => route.abort());
    await shop.context.setOffline(true);
    await shop.part("composer").fill("And this is a secret of A.");
    await shop.part("composer").press("Enter");
    await shop.message("customer", "a secret of A", "sending").waitFor();
    await expect.poll(() => held(shop.page)).toMatch(/"frame".*secret of A/u);
    await shop.part("composer").fill("The code is");
    await shop.page.evaluate(() => window.baton?.logout?.());
    // At once, with or without a line; in the other tab too.
    for (const { page } of [shop, second]) await expect.poll(() => held(page)).not.toMatch(SECRET);
    expect(await keyOf(shop.page)).toBe("");
    expect(await opens(baton, key)).toBe(200);

    // Told as soon as there is a line.
    await shop.context.unroute(/\/parties\//u);
    await shop.context.setOffline(false);
    await expect.poll(() => opens(baton, key)).toBe(404);

    for (const tab of [shop, second]) {
      await tab.reload();
      await tab.part("composer").waitFor();
      expect(await tab.story()).toEqual([]);
    }
    await shop.says("Who was here?");
    await shop.message("ai").last().waitFor();
    expect(await held(shop.page)).not.toMatch(SECRET);
    expect(await keyOf(shop.page)).not.toBe(key);
  });

  test("[A11] before anybody opened the chat on this page, the server is told all the same", async ({
    baton,
    site,
    visitor,
  }) => {
    await visitor.talks("My card number is 4711 0815.");
    const key = await keyOf(visitor.page);
    await visitor.page.goto(site.page({ attributes: { "data-consent": "required" } }));
    await visitor.part("launcher").waitFor();
    await visitor.calls("logout");
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await expect.poll(() => opens(baton, key)).toBe(404);
  });
});

describe("when the page names somebody else", () => {
  test("[A11] they start clean: of the one before nothing is left, not even what stood open", async ({
    baton,
    visitor,
  }) => {
    await visitor.calls("identify", await identityOf(baton, "ann"));
    await visitor.talks("My card number is 4711 0815.");
    await visitor.part("menu").click();
    await visitor.page.locator('baton-chat [data-item="end"]').click();
    await visitor.page.locator('baton-chat [data-item="end-confirm"]').click();
    await visitor.part("ended").getByRole("button", { name: "Start a new conversation" }).click();
    await visitor.says("Another secret of A.");
    // Ann looks back, and leaves it open.
    await visitor.part("menu").click();
    await visitor.page.locator('baton-chat [data-item="earlier"]').click();
    await visitor.part("conversations").getByRole("listitem").getByRole("button").click();
    await visitor.part("conversations").getByText("4711 0815").first().waitFor();
    const key = await keyOf(visitor.page);
    await visitor.calls("identify", await identityOf(baton, "ben"));
    await visitor.part("composer").waitFor();
    expect(await held(visitor.page)).not.toMatch(SECRET);
    await expect.poll(() => opens(baton, key)).toBe(404);
    await visitor.says("Hello");
    expect(await held(visitor.page)).not.toMatch(SECRET);
  });

  test("[A11] from the start, the kept session is ended and not gone on with", async ({
    baton,
    browser,
    site,
  }) => {
    const [ann, ben] = [await identityOf(baton, "ann-2"), await identityOf(baton, "ben-2")];
    const visitor = await Visitor.at(site.page({ attributes: { "data-identity": ann } }), browser);
    await visitor.talks("My card number is 4711 0815.");
    await visitor.part("composer").fill("The code is");
    const key = await keyOf(visitor.page);
    await visitor.page.goto(site.page({ attributes: { "data-identity": ben } }));
    await visitor.opens();
    expect(await held(visitor.page)).not.toMatch(SECRET);
    await expect.poll(() => opens(baton, key)).toBe(404);
  });
});
