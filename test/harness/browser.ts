import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium, headless: `CHROME_PATH`, or where Debian puts it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? USUAL_PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("Chromium is missing: apt-get install chromium, or set CHROME_PATH");
  return chromium.launch({ executablePath, args: FLAGS });
}
