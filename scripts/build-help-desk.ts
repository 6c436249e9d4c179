/**
 * The help-desk console: one page with hashed assets beside it, wherever it is served from.
 * Run as `tsx scripts/build-help-desk.ts <outDir>`.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";

const root = fileURLToPath(new URL("../examples/help-desk/", import.meta.url));

/** How Vite builds the console: relative addresses, and nothing inline, so that a strict CSP holds. */
export const helpDeskConfig = {
  configFile: false,
  root,
  base: "./",
  logLevel: "warn",
  build: {
    assetsDir: "assets",
    assetsInlineLimit: 0,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
} satisfies InlineConfig;

/** Builds the console into `outDir`, which is emptied first. Throws when the build fails. */
export async function buildHelpDesk(outDir: string): Promise<void> {
  await build({ ...helpDeskConfig, build: { ...helpDeskConfig.build, outDir: resolve(outDir) } });
}

const [, script, outDir] = process.argv;
if (script !== undefined && resolve(script) === fileURLToPath(import.meta.url)) {
  if (outDir === undefined) {
    console.error("Usage: tsx scripts/build-help-desk.ts <output folder>");
    process.exitCode = 1;
  } else {
    await buildHelpDesk(outDir);
  }
}
