import type { Browser } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { type HostSite, Visitor } from "./host-site.ts";

/** What a page pays for the widget before anybody wants it: one small script, and nothing else. */

/** Put into a page before anything of it runs: writes down who touches what a visitor has to be asked about. */
function watchStorage(): void {
  const touched: string[] = [];
  const watch = (owner: object, name: string, label: string) => {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    if (!found) return;
    const tell = (args: unknown[]) => touched.push(`${label} ${String(args[0] ?? "")}`.trim());
    Object.defineProperty(owner, name, {
      ...found,
      ...(typeof found.value === "function" && {
        value(...args: unknown[]) {
          tell(args);
          return Reflect.apply(found.value, this, args);
        },
      }),
      ...(found.set && {
        set(value: unknown) {
          tell([value]);
          found.set?.call(this, value);
        },
      }),
    });
  };
  for (const name of ["getItem", "setItem", "removeItem"]) watch(Storage.prototype, name, name);
  watch(Document.prototype, "cookie", "cookie");
  watch(IDBFactory.prototype, "open", "database");
  watch(CacheStorage.prototype, "open", "cache");
  watch(LockManager.prototype, "request", "lock");
  Reflect.set(window, "touched", touched);
}

/** Layout shifts, as the browser counts them. */
function watchShifts(): void {
  Reflect.set(window, "shifts", 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      Reflect.set(window, "shifts", Reflect.get(window, "shifts") + Reflect.get(entry, "value"));
  }).observe({ type: "layout-shift", buffered: true });
}

const touched = (visitor: Visitor) => visitor.page.evaluate((): string[] => Reflect.get(window, "touched"));
const shifts = (visitor: Visitor) => visitor.page.evaluate((): number => Reflect.get(window, "shifts"));

/** Everything that the page would do by itself has been done. */
async function settled({ page }: Visitor): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}

async function visit(
  { browser, site }: { browser: Browser; site: HostSite },
  attributes: Record<string, string> = {},
  before: (visitor: Visitor) => Promise<void> = async () => {},
) {
  const visitor = await Visitor.create(browser);
  await visitor.page.addInitScript(watchStorage);
  await before(visitor);
  const url = site.page({ attributes });
  await visitor.page.goto(url);
  await visitor.part("launcher").waitFor({ state: "attached" });
  await settled(visitor);
  /** What came from the server, without its address. */
  const fetched = () =>
    visitor.requests
      .filter((one) => one !== url)
      .map((one) =>
        one
          .replace(/^\w+:\/\/[^/]+\//u, "")
          .replace(/-[\w-]{8}\.js$/u, "")
          .replace(/[\w-]{16,}/u, "…"),
      );
  return { visitor, fetched };
}

async function savesData({ page }: Visitor): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
}

describe("before the visitor wants it", () => {
  test("one request, no cookie, nothing written; one look whether a conversation is kept", async ({
    browser,
    site,
  }) => {
    const { visitor, fetched } = await visit({ browser, site });
    expect(fetched()).toEqual(["widget.js"]);
    expect(await touched(visitor)).toEqual(["getItem baton:demo"]);
    expect(await visitor.context.cookies()).toEqual([]);
    expect(await visitor.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test.for([{}, { "data-load-on": "now" }, { "data-load-on": "idle" }])(
    "where consent is required, %j: not even a look, until the visitor opens the chat",
    async (more, { browser, site }) => {
      const { visitor, fetched } = await visit({ browser, site }, { "data-consent": "required", ...more });
      expect(fetched()).toEqual(["widget.js"]);
      expect(await touched(visitor)).toEqual([]);
      await visitor.opens();
      expect(fetched()).toContain("panel/panel");
    },
  );

  test("consent that is given later does what the page has asked for", async ({ browser, site }) => {
    const { visitor, fetched } = await visit(
      { browser, site },
      { "data-consent": "required", "data-load-on": "idle" },
    );
    await visitor.calls("update", { consent: "granted" });
    await expect.poll(fetched, { timeout: 20_000 }).toContain("panel/panel");
  });

  test.for(["now", "idle"])(
    "`loadOn: %s` fetches the panel and no more; nothing is written, nobody connects",
    async (loadOn, { browser, site }) => {
      const { visitor, fetched } = await visit({ browser, site }, { "data-load-on": loadOn });
      await expect.poll(() => visitor.page.locator("baton-chat [role=status]").count()).toBe(1);
      await settled(visitor);
      expect(fetched().filter((path) => !path.startsWith("panel/"))).toEqual(["widget.js"]);
      // A lock among tabs keeps nothing on the device.
      expect((await touched(visitor)).filter((one) => !/^(?:getItem|lock) /u.test(one))).toEqual([]);
      expect(await visitor.part("panel").count()).toBe(0);
    },
  );

  test("who saves data is not made to load anything, until they open the chat", async ({ browser, site }) => {
    const { visitor, fetched } = await visit({ browser, site }, { "data-load-on": "now" }, savesData);
    expect(fetched()).toEqual(["widget.js"]);
    await visitor.opens();
  });
});

describe("a visitor who comes back", () => {
  test("with a conversation is connected at idle, for the badge; after logout, no longer", async ({
    browser,
    site,
  }) => {
    const { visitor, fetched } = await visit({ browser, site });
    await visitor.talks();
    visitor.requests.length = 0;
    await visitor.page.reload();
    await visitor.part("launcher").waitFor();
    await expect.poll(() => fetched().join("\n"), { timeout: 20_000 }).toContain("parties/main/");
    expect(await visitor.part("panel").count()).toBe(0);
    await visitor.calls("logout");
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    visitor.requests.length = 0;
    await visitor.page.reload();
    await visitor.part("launcher").waitFor();
    await settled(visitor);
    expect(fetched()).toEqual(["widget.js"]);
  });
});

describe("the page's layout", () => {
  test("does not shift, from the first byte to an open chat", async ({ browser, site }) => {
    const visitor = await Visitor.create(browser);
    await visitor.page.addInitScript(watchShifts);
    await visitor.page.goto(site.page({ body: "<h1>A page</h1><p>With words on it.</p>" }));
    await visitor.part("launcher").waitFor();
    await settled(visitor);
    await visitor.opens();
    await settled(visitor);
    expect(await shifts(visitor)).toBe(0);
  });

  test("would be seen to shift", async ({ browser, site }) => {
    const visitor = await Visitor.create(browser);
    await visitor.page.addInitScript(watchShifts);
    const head = `<script>setTimeout(() => {
      document.body.prepend(Object.assign(document.createElement("div"), { style: "height:300px" }));
    }, 200)</script>`;
    await visitor.page.goto(site.page({ body: "<p>Words</p>", head }));
    await expect.poll(() => shifts(visitor)).toBeGreaterThan(0);
  });
});
