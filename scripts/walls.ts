/**
 * `npm run walls`: holds the imports against `.dependency-cruiser.cjs`.
 *
 * dependency-cruiser cannot read TypeScript 7, so it is given a mirror of the sources in which every file
 * holds its imports and nothing else. Type imports count too: a wall is about who knows whom.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cruise, type IConfiguration, type IViolation } from "dependency-cruiser";
import { importsOf } from "./lib/imports.ts";
import { root } from "./lib/root.ts";
import { sourceFiles } from "./lib/source-files.ts";

const mirrored = (path: string): string => path.replace(/\.tsx?$/u, "$&.js");

const require = createRequire(import.meta.url);
const { forbidden = [], options }: IConfiguration = require("../.dependency-cruiser.cjs");

const files = await sourceFiles();
await mkdir(join(root, ".baton"), { recursive: true });
const mirror = await mkdtemp(join(root, ".baton/walls-"));
try {
  for (const path of files) {
    const imports = await importsOf(path, await readFile(join(root, path), "utf8"));
    const modules = imports.filter((name) => !name.startsWith(".") || /\.tsx?$/u.test(name));
    const lines = modules.map(
      (name) => `import ${JSON.stringify(name.startsWith(".") ? mirrored(name) : name)};`,
    );
    await mkdir(dirname(join(mirror, path)), { recursive: true });
    await writeFile(join(mirror, mirrored(path)), lines.join("\n"));
  }
  await writeFile(join(mirror, "package.json"), await readFile(join(root, "package.json")));
  const { output } = await cruise(["."], {
    ...options,
    baseDir: mirror,
    ruleSet: { forbidden },
    validate: true,
  });
  if (typeof output === "string") throw new Error(output);
  const { violations, totalCruised } = output.summary;
  for (const violation of violations) console.log(inWords(violation));
  console.log(`${totalCruised} modules, ${violations.length} breaches of the walls.`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await rm(mirror, { recursive: true, force: true });
}

function inWords({ rule, from, to }: IViolation): string {
  return `${rule.name}: ${`${from} → ${to}`.replaceAll(/(\.tsx?)\.js\b/gu, "$1")}`;
}
