import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { run } from "./run.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Fonts for the Arabic and Japanese locales, where the usual Noto packages weigh twenty times as much; and emoji. */
const PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-droid-fallback", "fonts-noto-color-emoji"];
const INSTALL = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(" ")}`;

/** No sandbox (tests may run as root), nothing in the background, nothing over QUIC. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the system's Chromium, headless and with a fresh profile. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: FLAGS });
}

/** The path of `CHROME_PATH` or of the first Chromium on the path; null where there is none. */
export function findChromium(): string | null {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!isExecutable(given)) throw new Error(`CHROME_PATH names ${given}, which cannot be run.`);
    return given;
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

/** As `findChromium`, but installs it on Debian as root. Rejects with the command to run where that is not possible. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && isExecutable("/usr/bin/apt-get")) {
    console.log(`There is no Chromium; installing it: ${INSTALL}`);
    await run("sh", ["-c", `export DEBIAN_FRONTEND=noninteractive; ${INSTALL}`]);
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    `The tests need Chromium. Set CHROME_PATH to it, or on Debian and Ubuntu run:\n\n  sudo sh -c '${INSTALL}'\n`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
