/** The shop's drawer: a module that the shop's pages load when somebody opens it. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import { root } from "./lib/root.ts";

/** Builds `drawer.js` into `outDir`. Throws when the build fails. */
export async function buildDrawer(outDir: string): Promise<void> {
  const locales = (await readdir(join(root, "locales"))).filter((name) => name.endsWith(".json"));
  await build({
    configFile: false,
    root: join(root, "examples/shop/drawer"),
    base: "./",
    publicDir: false,
    logLevel: "warn",
    define: { __LOCALES__: JSON.stringify(locales.map((name) => name.replace(/\.json$/u, ""))) },
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: join(root, "examples/shop/drawer/drawer.tsx"),
        preserveEntrySignatures: "strict",
        output: { format: "es", entryFileNames: "drawer.js" },
      },
    },
  });
}
