import type { Browser, Page } from "playwright-core";
import { findChromium, launchChromium } from "../../scripts/lib/chromium.ts";
import { type DrivenBrowser, KEYS, type Kind, type Tab, WINDOW } from "./driver.ts";

const NAMES = { [KEYS.enter]: "Enter", [KEYS.escape]: "Escape" } as const;

/** Chromium, over its own protocol. */
export const chromium: Kind = {
  name: "Chromium",
  packages: "chromium",
  launch: () => (findChromium() === null ? null : launch()),
};

async function launch(): Promise<DrivenBrowser> {
  const browser: Browser = await launchChromium();
  const context = await browser.newContext({ viewport: WINDOW, locale: "en" });
  return {
    version: `Chromium ${browser.version()}`,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return tabOf(page);
    },
    close: () => browser.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    go: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    clickAt: (x, y) => page.mouse.click(x, y),
    async type(text) {
      for (const key of text) {
        const name = Object.entries(NAMES).find(([code]) => code === key)?.[1];
        if (name) await page.keyboard.press(name);
        else await page.keyboard.type(key);
      }
    },
    async setFiles(expression, paths) {
      const chooser = page.waitForEvent("filechooser");
      await page.evaluate(`${expression}.click()`);
      await (await chooser).setFiles([...paths]);
    },
    screenshot: () => page.screenshot(),
    show: () => page.bringToFront(),
    close: () => page.close(),
  };
}
