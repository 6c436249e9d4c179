/**
 * `tsx scripts/check-size.ts`: what a visitor's browser really fetches from the built site, and each locale it may
 * fetch, Brotli-compressed, against the budgets. Needs a build.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type BrotliServer, brotli, serveBrotli, type Transfer } from "./lib/brotli-server.ts";
import { launchChromium } from "./lib/chromium.ts";
import { root } from "./lib/root.ts";

const LOADER_BYTES = 3_000;
const PANEL_BYTES = 40_000;
const LOCALE_BYTES = 2_000;

const site = join(root, "dist/site");

const server = await serveBrotli(site);
const browser = await launchChromium();
try {
  const { atLoad, atOpen } = await visit(server, browser);
  const page = new Set((await readdir(join(root, "examples/shop"))).map((name) => `/${name}`).concat("/"));
  const widget = atLoad.filter(({ path }) => !page.has(path));

  for (const { path, bytes } of [...widget, ...atOpen]) console.log(`${format(bytes)}  ${path}`);
  const problems = [
    check("widget.js, before any click", widget, LOADER_BYTES),
    check("first open, one locale", atOpen, PANEL_BYTES),
    widget.length === 1 ? null : `Before a click only widget.js may be fetched, not ${widget.length} files.`,
    atOpen.length > 0 ? null : "Opening the chat fetched nothing.",
    ...(await localeProblems()),
  ].filter((problem) => problem !== null);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}

/** Opens the shop, then the chat, and tells what each took from the server. */
async function visit({ origin, transfers }: BrotliServer, browser: Browser) {
  const page = await browser.newPage();
  await page.goto(origin, { waitUntil: "networkidle" });
  const launcher = page.locator("baton-chat [part~=launcher]");
  await launcher.waitFor();
  const atLoad = [...transfers];
  await launcher.click();
  await page.locator("baton-chat [part~=panel]").waitFor();
  await page.locator("baton-chat [part~=composer]").waitFor();
  await page.waitForLoadState("networkidle");
  return { atLoad, atOpen: transfers.slice(atLoad.length) };
}

/** All locales, of which a visit fetches but one. */
async function localeProblems(): Promise<string[]> {
  const files = (await readdir(site, { recursive: true })).filter((path) =>
    /\/words-[^/]*\/[^/]*$/u.test(path),
  );
  const sizes = await Promise.all(
    files.map(async (path) => ({ path, bytes: brotli(await readFile(join(site, path))).length })),
  );
  sizes.sort((one, other) => other.bytes - one.bytes);
  const [largest] = sizes;
  if (!largest) return ["There are no locales."];
  console.log(
    `${format(largest.bytes)}  of ${LOCALE_BYTES.toLocaleString("en")}: ${largest.path}, the largest`,
  );
  return sizes
    .filter(({ bytes }) => bytes > LOCALE_BYTES)
    .map(({ path, bytes }) => `${path}: ${bytes - LOCALE_BYTES} bytes over the budget of a locale.`);
}

function check(what: string, transfers: Transfer[], budget: number): string | null {
  const bytes = transfers.reduce((sum, transfer) => sum + transfer.bytes, 0);
  console.log(`${format(bytes)}  of ${budget.toLocaleString("en")}: ${what}`);
  return bytes <= budget ? null : `${what}: ${bytes - budget} bytes over its budget.`;
}

function format(bytes: number): string {
  return `${bytes.toLocaleString("en").padStart(8)} B`;
}
