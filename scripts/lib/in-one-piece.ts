import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./root.ts";

/**
 * Imports a module, with all that it imports, as one file. What `tsx` makes of each file by itself gives every
 * function its name again whenever it is made, which takes a simulation a quarter of its time.
 */
export async function inOnePiece<Module>(path: string): Promise<Module> {
  const outDir = await mkdtemp(join(tmpdir(), "baton-piece-"));
  try {
    await build({
      configFile: false,
      root,
      logLevel: "warn",
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: join(root, path),
        outDir,
        emptyOutDir: false,
        target: "node20",
        minify: false,
        rolldownOptions: { output: { entryFileNames: "piece.mjs", codeSplitting: false } },
      },
    });
    return await import(pathToFileURL(join(outDir, "piece.mjs")).href);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
