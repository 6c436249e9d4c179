/** `tsx scripts/check-rules.ts`: every rule that the product has so far stands in a test's title, as `[H6]`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./lib/root.ts";
import { RULES } from "./lib/rules.ts";
import { sourceFiles } from "./lib/source-files.ts";
import { idsInTitles } from "./lib/titles.ts";

const tests = (await sourceFiles()).filter((path) => /\.test\.tsx?$/u.test(path));
const texts = await Promise.all(tests.map((path) => readFile(join(root, path), "utf8")));
const shown = new Set(texts.flatMap(idsInTitles));
const missing = RULES.filter((id) => !shown.has(id));

console.log(`${RULES.length - missing.length} of ${RULES.length} rules stand in a test's title.`);
if (missing.length > 0) {
  console.log(`No test's title names: ${missing.join(", ")}`);
  process.exitCode = 1;
}
