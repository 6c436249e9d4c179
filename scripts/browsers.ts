/**
 * `npm run browsers [-- --only firefox,webkit]`: one round trip on a real server in each browser that is installed, by
 * mouse and keyboard. What the chat looked like is kept in `.baton/browsers/`. A step that failed fails the run; a
 * browser that is missing does not. Needs `npm run build`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "../test/browsers/chromium.ts";
import type { Kind } from "../test/browsers/driver.ts";
import { firefox } from "../test/browsers/firefox.ts";
import { roundTrip } from "../test/browsers/round-trip.ts";
import { webkit } from "../test/browsers/webkit.ts";
import { root } from "./lib/root.ts";

/** A new browser is a new entry. */
const BROWSERS: Record<string, Kind> = { chromium, firefox, webkit };
const FOLDER = join(root, ".baton/browsers");

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  // What was started ends with this process.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  let held = true;
  for (const name of values.only?.split(",") ?? Object.keys(BROWSERS)) {
    const kind = BROWSERS[name];
    if (!kind) throw new Error(`There is no browser "${name}", only: ${Object.keys(BROWSERS).join(", ")}.`);
    held = (await play(name, kind)) && held;
  }
  console.log(`\nPictures: ${FOLDER}`);
  return held;
}

async function play(name: string, { name: called, packages, launch }: Kind): Promise<boolean> {
  const browser = await launch();
  if (browser === null) {
    console.log(`\n${called} is not installed: apt-get install --no-install-recommends ${packages}`);
    return true;
  }
  console.log(`\n${browser.version}`);
  try {
    let held = true;
    const keep = (what: string, png: Buffer) => writeFileSync(join(FOLDER, `${name}-${what}.png`), png);
    for await (const { title, result, why } of roundTrip(browser, keep)) {
      console.log(`  ${result.padEnd(16)}  ${title}${why === "" ? "" : `\n${" ".repeat(20)}${why}`}`);
      held &&= result !== "failed";
    }
    return held;
  } finally {
    await browser.close();
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
