import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import type { Bench, Measure } from "../bench.ts";
import { builtWidget } from "../built-widget.ts";
import { LogSite } from "../log/log-site.ts";

const TABS = 3;
const ROUNDS = 9;
/** A suspended one has 1.5 s to answer for itself besides, and is there to compare with. */
const DEAD_MS = 2_000;

/** How the tab with the socket comes to its end, seen from another one. */
const ENDS = {
  closed: (tab: Page) => tab.close(),
  async crashed(tab: Page) {
    const session = await tab.context().newCDPSession(tab);
    // Never answered: who would answer is gone.
    session.send("Page.crash").catch(() => {});
    await tab.waitForEvent("crash");
  },
  /** It keeps its lock; that it does not answer shows when another one has something to send. */
  async suspended(tab: Page, other: Page) {
    const session = await tab.context().newCDPSession(tab);
    await session.send("Debugger.enable");
    session.send("Runtime.evaluate", { expression: "debugger" }).catch(() => {});
    const composer = other.locator('baton-chat [part~="composer"]');
    await composer.fill("Is anybody awake?");
    await composer.press("Enter");
  },
} as const;

/** Of one visitor's tabs, one has the socket; how long nobody has it when that one dies. */
export const tabs: Bench = {
  about:
    `${TABS} tabs of one visitor in Chromium, of which one has the socket. From when that one is made to go until ` +
    "another one has said hello to the room.",
  async run() {
    const widget = await builtWidget();
    const browser = await launchChromium();
    const site = await LogSite.start(widget.folder, "", 4);
    try {
      const measures: Measure[] = [];
      for (const how of ["closed", "crashed", "suspended"] as const) {
        const samples: number[] = [];
        while (samples.length < ROUNDS) samples.push(await round(browser, site, ENDS[how]));
        const what = `the tab with the socket is ${how}: another has it`;
        measures.push({ what, unit: "ms", samples });
        const slowest = { what: "… the slowest", unit: "ms", samples: [Math.max(...samples)] } as const;
        measures.push(how === "suspended" ? slowest : { ...slowest, limit: DEAD_MS });
      }
      return measures;
    } finally {
      await site.stop();
      await browser.close();
      await widget.remove();
    }
  },
};

/** Milliseconds without a socket. */
async function round(
  browser: Browser,
  site: LogSite,
  end: (tab: Page, other: Page) => Promise<void>,
): Promise<number> {
  const context = await browser.newContext();
  try {
    const leader = await openTabs(context, site);
    const other = context.pages().find((page) => page !== leader);
    if (!other) throw new Error("There is no other tab.");
    const from = performance.now();
    const hello = site.nextHello().then(() => performance.now());
    await end(leader, other);
    return (await hello) - from;
  } finally {
    await context.close();
  }
}

/** Opens the tabs, each with its chat open; returns the one with the socket. */
async function openTabs(context: BrowserContext, site: LogSite): Promise<Page> {
  let leader: Page | undefined;
  context.on("page", (page) => page.on("websocket", () => (leader = page)));
  for (let opened = 0; opened < TABS; opened += 1) {
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.locator('baton-chat [part~="launcher"]').click();
    await page.locator('baton-chat [part~="message"]').first().waitFor();
  }
  if (!leader) throw new Error("No tab has opened a socket.");
  return leader;
}
