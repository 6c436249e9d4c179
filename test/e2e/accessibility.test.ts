import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildStage } from "../gallery/build-stage.ts";
import { Stage } from "../gallery/stage.ts";
import { STATES } from "../gallery/states.ts";
import { launchBrowser } from "../harness/browser.ts";

/** Every state of the widget, as axe-core sees it: left to right and right to left, in both schemes. */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser: Browser;
let stage: Awaited<ReturnType<typeof buildStage>>;

beforeAll(async () => {
  [browser, stage] = await Promise.all([launchBrowser(), buildStage()]);
});
afterAll(async () => {
  await browser.close();
  await stage.remove();
});

declare global {
  interface Window {
    axe: { run(context: string, options: RunOptions): Promise<AxeResults> };
  }
}

/** What axe-core finds wrong with the widget, one line for each element. */
async function problems(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    (values) => window.axe.run("baton-chat", { runOnly: { type: "tag", values } }),
    TAGS,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

describe("axe-core finds nothing in", () => {
  test.each(Object.entries(STATES))("%s", async (_name, state) => {
    for (const language of ["en", "ar"] as const) {
      const looks = { language, width: 640, height: 760, scheme: "light" } as const;
      const shown = await Stage.open(browser, stage.folder, state, looks);
      const { page } = shown;
      await page.evaluate(AXE);
      expect(await problems(page), `${language}, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await problems(page), `${language}, dark`).toEqual([]);
      await shown.close();
    }
  });

  test("and would find what is there", async () => {
    const looks = { language: "en", width: 640, height: 760, scheme: "light" } as const;
    const shown = await Stage.open(browser, stage.folder, STATES.empty, looks);
    await shown.page.evaluate(AXE);
    await shown.part("send").evaluate((button) => button.removeAttribute("aria-label"));
    await shown.part("header").evaluate((header: HTMLElement) => {
      header.style.backgroundColor = "#777";
    });
    const found = (await problems(shown.page)).map((line) => line.slice(0, line.indexOf(":")));
    expect(new Set(found)).toEqual(new Set(["button-name", "color-contrast"]));
    await shown.close();
  });
});
