import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";

/**
 * From now on counts how often the built console runs the function that renders a directory row, by V8's own count.
 * The page is a little slower for it. What it returns tells the calls since the last time it was asked.
 *
 * @param folder Where the console was built.
 */
export async function countRowRenders(page: Page, folder: string): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  return async () => {
    const { result } = await session.send("Profiler.takePreciseCoverage");
    let renders = 0;
    for (const { url, functions } of result.filter(({ url }) => url.includes("/help-desk/assets/"))) {
      const source = await readFile(join(folder, "assets", basename(new URL(url).pathname)), "utf8");
      for (const [range] of functions.map(({ ranges }) => ranges)) {
        if (range && isRowRender(source.slice(range.startOffset, range.endOffset))) renders += range.count;
      }
    }
    return renders;
  };
}

/** Of a row's parts, this one stands in no other component. */
function isRowRender(source: string): boolean {
  return source.startsWith("render(") && source.includes("row-name");
}
