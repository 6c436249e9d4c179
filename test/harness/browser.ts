import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

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
  return chromium.launch(options());
}

/** One that can be killed: its process, whose id nobody but the server tells. */
export async function launchMortalBrowser(): Promise<{ browser: Browser; pid: number }> {
  const server = await chromium.launchServer(options());
  const browser = await chromium.connect(server.wsEndpoint());
  const { pid } = server.process();
  if (pid === undefined) throw new Error("Chromium has no process");
  return { browser, pid };
}

function options(): LaunchOptions {
  const executablePath = process.env.CHROME_PATH ?? USUAL_PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("Chromium is missing: apt-get install chromium, or set CHROME_PATH");
  return { executablePath, args: FLAGS };
}
