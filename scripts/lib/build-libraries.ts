import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";
import { root } from "./root.ts";
import { run } from "./run.ts";

/** What `package.json` exports, and the source it is made from. */
export const ENTRIES = {
  "agent-sdk/index": "agent-sdk/connect-agent.ts",
  "customer/index": "customer/connect-customer.ts",
  "widget/index": "widget/load-baton.ts",
  "tokens/index": "party/auth/mint.ts",
  "party/index": "party/main.ts",
  "party/workspace": "party/workspace-main.ts",
} as const;

/** PartyKit takes a party as its file's default export; everything else is exported by name. */
const hasDefaultExport = (name: string): boolean => name.startsWith("party/");

/**
 * ES modules with their dependencies left to the reader's bundler. One build for all, so that a `BatonError`
 * of the agent SDK is the `BatonError` of the customer client.
 */
export async function buildLibraries(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      minify: false,
      lib: { entry: ENTRIES, formats: ["es"] },
      rolldownOptions: {
        external: (id) => /^[@a-z]/u.test(id),
        output: { chunkFileNames: "shared/[name]-[hash].js" },
      },
    },
  });
}

/**
 * Declarations of everything the entries reach, in `types/`, and beside each entry one that points there.
 * `workDir` takes the compiler's configuration.
 */
export async function buildTypes(outDir: string, workDir: string): Promise<void> {
  const types = join(outDir, "types");
  const config = join(workDir, "tsconfig.json");
  await mkdir(types, { recursive: true });
  await writeFile(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        // `npm run typecheck` checks the whole project; here only a part of it is seen.
        noCheck: true,
        outDir: types,
        rootDir: root,
      },
      include: [],
      files: Object.values(ENTRIES).map((path) => join(root, path)),
    }),
  );
  await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", config]);
  for (const path of await readdir(types, { recursive: true })) {
    if (path.endsWith(".d.ts")) await importDeclarations(join(types, path));
  }
  for (const [name, source] of Object.entries(ENTRIES)) {
    const from = `"../types/${source.replace(/\.ts$/u, ".js")}"`;
    const lines = [`export * from ${from};`];
    if (hasDefaultExport(name)) lines.push(`export { default } from ${from};`);
    const path = join(outDir, `${name}.d.ts`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${lines.join("\n")}\n`);
  }
}

/** The compiler leaves `./x.ts` in declarations, which only some settings of a reader's project allow. */
async function importDeclarations(path: string): Promise<void> {
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/((?:from|import)\s*\(?\s*"\.{1,2}\/[^"]+)\.tsx?"/gu, '$1.js"'));
}
