import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { MUTANTS, type Mutant } from "../test/mutants/table.ts";
import { root } from "./lib/root.ts";

/**
 * `npm run mutants`: each mutant of the table is put into a copy of the tree, and the heart's and the rooms'
 * tests must notice it. The kill counts only by a test that carries an id; a no-op mutant must survive.
 */

const COPIED = ["conversation", "party", "tsconfig.json", "vitest.config.ts", "package.json"];
const TESTS = ["conversation/core", "party/conversation"];
const CARRIES_ID = /\[[A-Z]\d+/u;

const Report = v.object({
  numTotalTests: v.number(),
  testResults: v.array(
    v.object({ assertionResults: v.array(v.object({ title: v.string(), status: v.string() })) }),
  ),
});

/** The titles of the tests that fail on the mutated copy. */
async function failuresOn(mutant: Mutant): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), "baton-mutant-"));
  try {
    for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const path = join(copy, mutant.file);
    const source = readFileSync(path, "utf8");
    if (source.split(mutant.find).length !== 2)
      throw new Error(`${mutant.name}: its place is not there, or not once`);
    writeFileSync(path, source.replace(mutant.find, mutant.replace));
    const report = join(copy, "report.json");
    await vitest(copy, report);
    const { numTotalTests, testResults } = v.parse(Report, JSON.parse(readFileSync(report, "utf8")));
    if (numTotalTests === 0) throw new Error(`${mutant.name}: no test ran`);
    const tests = testResults.flatMap((file) => file.assertionResults);
    return tests.filter((test) => test.status === "failed").map((test) => test.title);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function vitest(cwd: string, report: string): Promise<void> {
  const bin = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    bin,
    "run",
    "--project",
    "unit",
    "--bail=1",
    "--reporter=json",
    `--outputFile=${report}`,
    ...TESTS,
  ];
  const child = spawn(process.execPath, args, { cwd, stdio: "ignore" });
  return new Promise((resolve) => child.on("exit", () => resolve()));
}

let wrong = 0;
for (const mutant of MUTANTS) {
  const killers = (await failuresOn(mutant)).filter((title) => CARRIES_ID.test(title));
  const survives = killers.length === 0;
  const expected = mutant.survives ?? false;
  if (survives !== expected) wrong += 1;
  const verdict = survives ? "survived" : `killed by ${killers[0]}`;
  console.log(`${survives === expected ? "ok   " : "WRONG"} ${mutant.name} · ${verdict}`);
}
console.log(`${MUTANTS.length - wrong} passed, ${wrong} failed`);
process.exitCode = wrong === 0 ? 0 : 1;
