import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import * as v from "valibot";
import type { PageName } from "./host-site.ts";
import { longestTaskMs, TRACED } from "./longest-task.ts";

/** What a page has cost by the time that nothing happens any more. */
export type Cost = {
  /** The main thread's processor time in scripts, their compilation on it included. */
  scriptMs: number;
  /** JavaScript's heap, once garbage has been collected. */
  heapMB: number;
  /** Of the main thread, in its own processor time. */
  longestTaskMs: number;
  /** Bodies as they came over the wire, the page itself aside. */
  fetchedKB: number;
  requests: number;
  /** Of all shifts, those that follow a click included. */
  layoutShift: number;
};

const VIEWPORT = { width: 1_280, height: 900 };
const PATIENCE_MS = 30_000;
/** After the last thing that is waited for; what a page does later than this is not its arrival any more. */
const REST_MS = 1_000;

const LAUNCHER = "document.querySelector('baton-chat')?.shadowRoot.querySelector('[part=launcher]')";
const COMPOSER = "document.querySelector('baton-chat')?.shadowRoot.querySelector('[part~=composer]')";

/** When a page has come to what it is there for. */
const THERE: Record<PageName, string> = {
  bare: "document.readyState === 'complete'",
  widget: `!!${LAUNCHER}`,
  opened: `!!${LAUNCHER}`,
  deepChat: "!!document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input')",
};

const TallySchema = v.object({ requests: v.number(), bytes: v.number(), shift: v.number() });
const TALLY = `(() => {
  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
  const shifts = new PerformanceObserver(() => {});
  shifts.observe({ type: "layout-shift", buffered: true });
  const resources = performance.getEntriesByType("resource");
  return {
    requests: resources.length,
    bytes: sum(resources.map(({ encodedBodySize }) => encodedBodySize)),
    shift: sum(shifts.takeRecords().map(({ value }) => value)),
  };
})()`;

/**
 * Visits a page for the first time: nothing is cached, compiled or kept. Everything is asked for over the DevTools
 * protocol, for Playwright's own helpers run in the page and would be measured with it.
 */
export async function visit(browser: Browser, name: PageName, url: string): Promise<Cost> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "en" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // deep-chat asks Google for a font. That is counted, and not left to how far this machine sees.
    await session.send("Network.setBlockedURLs", { urls: ["https://*"] });
    // The thread's own time: what others do on this machine is no cost of the page.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await browser.startTracing(page, { categories: TRACED });
    await page.goto(url);
    await until(session, THERE[name]);
    if (name === "opened") await open(page, session);
    await sleep(REST_MS);
    const trace: unknown = JSON.parse((await browser.stopTracing()).toString());
    const worked = await metricsOf(session);
    await session.send("HeapProfiler.collectGarbage");
    const kept = await metricsOf(session);
    const { requests, bytes, shift } = v.parse(TallySchema, await evaluate(session, TALLY));
    return {
      scriptMs: 1_000 * (worked("ScriptDuration") + worked("V8CompileDuration")),
      heapMB: kept("JSHeapUsedSize") / 1e6,
      longestTaskMs: longestTaskMs(trace, url),
      fetchedKB: bytes / 1_000,
      requests,
      layoutShift: shift,
    };
  } finally {
    await context.close();
  }
}

async function open(page: Page, session: CDPSession): Promise<void> {
  const CentreSchema = v.object({ x: v.number(), y: v.number() });
  const centre = `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(
    ${LAUNCHER}.getBoundingClientRect())`;
  const { x, y } = v.parse(CentreSchema, await evaluate(session, centre));
  await page.mouse.click(x, y);
  await until(session, `!!${COMPOSER}`);
}

async function until(session: CDPSession, expression: string): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while ((await evaluate(session, expression)) !== true) {
    if (Date.now() > patience) throw new Error(`The page never came to ${expression}.`);
    await sleep(50);
  }
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(`${exceptionDetails.text} in ${expression}`);
  return result.value;
}

/** By name; one that the browser does not know is an error, not nothing. */
async function metricsOf(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (name) => {
    const found = metrics.find((metric) => metric.name === name);
    if (!found) throw new Error(`Chromium has no metric ${name}.`);
    return found.value;
  };
}
