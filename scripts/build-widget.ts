import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type InlineConfig, type Plugin } from "vite";
import { frozenPrototypes } from "./frozen-prototypes.ts";
import { leanI18next } from "./lean-i18next.ts";
import { onePanel } from "./one-panel.ts";
import { wordsApart } from "./words-apart.ts";

const WIDGET = resolve(import.meta.dirname, "../widget");

/** Browsers that know what the stylesheets use: relative colours, `light-dark()`, `@starting-style`. */
const BROWSERS = ["chrome125", "edge125", "firefox129", "safari17.5"];

/**
 * All of the loader runs as it loads: a browser that knows this compiles it in one go, for a quarter less of the page's
 * time than function by function.
 */
const COMPILE_HINT = "//# allFunctionsCalledOnLoad";

/** Folder of the lazily loaded files, in `outDir`. Their names carry a hash, so they may be cached for ever. */
const LAZY = "panel";

/**
 * Each locale is a single file without styles of its own: there is nothing to fetch ahead for it, and Vite's helper
 * for that would be the largest thing in the panel that does nothing.
 */
const noPreload: Plugin = {
  name: "no-preload",
  enforce: "pre",
  load: (id) =>
    id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : undefined,
};

/**
 * Builds `widget.js` and, beside it, the panel with its locales. The panel comes first: the loader must know
 * its name. `plugins` is for pages that show the panel without a server.
 */
export async function buildWidget(outDir: string, plugins: Plugin[] = []): Promise<void> {
  const lazyDir = join(outDir, LAZY);
  await rm(lazyDir, { recursive: true, force: true });
  await build(
    settings(outDir, [...plugins, wordsApart(LAZY), onePanel("panel")], {
      input: join(WIDGET, "panel.tsx"),
      // The loader calls what the panel exports; later chunks take what else they need from it (`onePanel`).
      preserveEntrySignatures: "allow-extension",
      output: {
        format: "es",
        entryFileNames: `${LAZY}/panel-[hash].js`,
        chunkFileNames: `${LAZY}/[name]-[hash].js`,
        // All that the panel needs is one file: what it shares with later chunks would come as files of their own.
        codeSplitting: { groups: [{ name: "panel", test: /\/panel\.tsx$/u }] },
      },
    }),
  );
  const panel = (await readdir(lazyDir)).find((name) => name.startsWith("panel-"));
  if (!panel) throw new Error("The panel was not built.");
  await build({
    ...settings(outDir, plugins, {
      input: join(WIDGET, "loader.ts"),
      output: { format: "iife", entryFileNames: "widget.js", postBanner: COMPILE_HINT },
    }),
    define: { __PANEL_URL__: JSON.stringify(`${LAZY}/${panel}`) },
  });
}

type Bundling = NonNullable<NonNullable<InlineConfig["build"]>["rolldownOptions"]>;

function settings(outDir: string, plugins: Plugin[], rolldownOptions: Bundling): InlineConfig {
  return {
    configFile: false,
    root: WIDGET,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    mode: "production",
    plugins: [noPreload, leanI18next(), frozenPrototypes(), ...plugins],
    build: {
      outDir,
      emptyOutDir: false,
      target: BROWSERS,
      cssTarget: BROWSERS,
      minify: true,
      modulePreload: false,
      // How long plugins take on a busy machine is nobody's concern who starts the demo.
      rolldownOptions: { ...rolldownOptions, checks: { pluginTimings: false } },
    },
  };
}

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain) await buildWidget(resolve(process.argv[2] ?? "dist"));
