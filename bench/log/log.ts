import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import type { Bench, Measure } from "../bench.ts";
import { builtWidget } from "../built-widget.ts";
import { LogSite } from "./log-site.ts";

const MANY = 10_000;
const FEW = 20;
const TOKENS_PER_SECOND = 60;
const SECONDS = 4;
const RUNS = 3;
/** How many pages of the usual size are timed, once nearly everything is there. */
const PAGES = 5;
const FRAME_MS = 16.7;

type Frames = { workMs: number[]; gapMs: number[] };

/** The widget's log, in Chromium, over a real WebSocket from a room that only talks. */
export const log: Bench = {
  about:
    `The built widget in Chromium while the AI says ${TOKENS_PER_SECOND} tokens of Markdown a second, with ` +
    `${MANY.toLocaleString("en")} messages in the log: what the main thread does in a frame, painting included.`,
  async run() {
    const probe = await readFile(new URL("./probe.js", import.meta.url), "utf8");
    const widget = await builtWidget();
    const browser = await launchChromium();
    try {
      const many = await measure(browser, widget.folder, probe, MANY);
      const few = await measure(browser, widget.folder, probe, FEW);
      return [
        ...ofStreaming(`streaming at the end of ${MANY}`, many.atEnd, FRAME_MS),
        ...ofStreaming(`streaming at the end of ${FEW}, to compare`, few.atEnd),
        ...ofStreaming(`streaming, the reader in the middle of ${MANY}`, many.inTheMiddle, FRAME_MS),
        { what: `50 earlier messages painted, ${MANY} there`, unit: "ms", samples: many.earlierMs },
      ];
    } finally {
      await browser.close();
      await widget.remove();
    }
  },
};

function ofStreaming(what: string, runs: readonly Frames[], limit?: number): Measure[] {
  const longer = (ms: number) => runs.map(({ gapMs }) => gapMs.filter((gap) => gap > ms).length);
  const workMs = runs.flatMap((run) => run.workMs);
  return [
    {
      what: `${what}: work per frame`,
      unit: "ms",
      samples: workMs,
      ...(limit === undefined ? {} : { limit }),
    },
    // A frame that is a little late is not a frame that is missing.
    { what: `… frames missed in ${SECONDS} s`, unit: "frames", samples: longer(1.5 * FRAME_MS) },
    { what: "… of them longer than 50 ms", unit: "frames", samples: longer(50) },
  ];
}

async function measure(browser: Browser, folder: string, probe: string, messages: number) {
  const site = await LogSite.start(folder, probe, messages);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  try {
    await page.goto(site.origin);
    await page.locator('baton-chat [part~="launcher"]').click();
    await page.locator('baton-chat [part~="message"]').first().waitFor();
    const earlierMs = await loadAll(page, site, messages);
    const atEnd: Frames[] = [];
    const inTheMiddle: Frames[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      await scrollTo(page, 1);
      atEnd.push(await watch(page, site));
      await scrollTo(page, 0.5);
      inTheMiddle.push(await watch(page, site));
    }
    return { atEnd, inTheMiddle, earlierMs };
  } finally {
    await page.close();
    await site.stop();
  }
}

/** Everything, in large steps; the last few pages as they come in life, with how long each took. */
async function loadAll(page: Page, site: LogSite, messages: number): Promise<number[]> {
  const shown = () => page.evaluate<number>("messagesShown()");
  const earlier = () => page.evaluate<number>("loadEarlier()");
  site.page = 500;
  while (messages - (await shown()) > PAGES * 50 + 500) await earlier();
  site.page = 50;
  const times: number[] = [];
  while ((await shown()) < messages) times.push(await earlier());
  return times.slice(-PAGES);
}

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.locator('baton-chat [part~="log"]').evaluate((element, part) => {
    element.scrollTop = part * element.scrollHeight;
  }, share);
  // What has come into view is drawn.
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
  );
}

async function watch(page: Page, site: LogSite): Promise<Frames> {
  await page.evaluate("over = false; frames = watchFrames(() => over); undefined");
  await site.stream(TOKENS_PER_SECOND, SECONDS);
  return page.evaluate<Frames>("over = true, frames");
}
