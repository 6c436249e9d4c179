import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { buildStage } from "../gallery/build-stage.ts";
import { Stage } from "../gallery/stage.ts";
import { STATES } from "../gallery/states.ts";
import { test } from "./fixtures.ts";

/** Every state of the widget, as axe-core sees it: left to right and right to left, in both schemes. */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const LANGUAGES = ["en", "ar"] as const;

/** One for each language, on which one state is played after the other. */
let stages: Stage[];

test.beforeAll(async ({ chromium }) => {
  const { folder, remove } = await buildStage();
  stages = await Promise.all(
    LANGUAGES.map((language) =>
      Stage.open(chromium, folder, { language, width: 640, height: 760, scheme: "light" }),
    ),
  );
  for (const { page } of stages) await page.addInitScript(AXE);
  return async () => {
    await Promise.all(stages.map((stage) => stage.close()));
    await remove();
  };
});

declare global {
  interface Window {
    axe: { run(context: string, options: RunOptions): Promise<AxeResults> };
  }
}

/** What axe-core finds wrong with the widget, one line for each element. */
async function problems(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  const violations = await page.evaluate(async (values) => {
    const found = await window.axe.run("baton-chat", {
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    });
    return found.violations;
  }, TAGS);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

describe("axe-core finds nothing in", () => {
  test.for(Object.entries(STATES))("%s", async ([_name, state]) => {
    for (const stage of stages) {
      await stage.play(state);
      expect(await problems(stage.page, "light"), `${stage.language}, light`).toEqual([]);
      expect(await problems(stage.page, "dark"), `${stage.language}, dark`).toEqual([]);
    }
  });

  test("and would find what is there", async () => {
    const [stage] = stages;
    if (!stage) throw new Error("there is no stage");
    await stage.play(STATES.empty);
    await stage.part("send").evaluate((button) => button.removeAttribute("aria-label"));
    await stage.part("header").evaluate((header: HTMLElement) => {
      header.style.backgroundColor = "#777";
    });
    const found = (await problems(stage.page, "light")).map((line) => line.slice(0, line.indexOf(":")));
    expect(new Set(found)).toEqual(new Set(["button-name", "color-contrast"]));
  });
});
