import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { OUTCOME_FILE } from "./outcome-reporter.ts";
import { root } from "./root.ts";
import type { Outcome } from "./steps.ts";

const RED = `
import { describe, expect, test } from "vitest";
test("holds", () => {});
describe("a rule", () => test("does not hold", () => expect(1).toBe(2)));
`;
const UNWAITED = `
import { test } from "vitest";
test("leaves a promise behind", () => { Promise.reject(new Error("nobody waits for this")); });
`;

/** What is reported of a run of test files, each given by its source. */
async function outcomeOf(...sources: string[]): Promise<Outcome> {
  // Below the root, where they find vitest, in the folder that git and every other run pass over.
  await mkdir(join(root, ".baton"), { recursive: true });
  const dir = await mkdtemp(join(root, ".baton/reporter-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await Promise.all(sources.map((source, at) => writeFile(join(dir, `${at}.test.js`), source)));
  await writeFile(join(dir, "vitest.config.js"), "export default {};");
  const file = join(dir, "outcome.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporter = `--reporter=${join(root, "scripts/lib/outcome-reporter.ts")}`;
  const args = [vitest, "run", "--root", dir, reporter];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, [OUTCOME_FILE]: file } }).catch(
    () => {},
  );
  return JSON.parse(await readFile(file, "utf8"));
}

test("what failed is named with its first words: tests, files that do not load, errors outside of every test", async () => {
  const { passed, failures } = await outcomeOf(RED, 'throw new Error("does not load")', UNWAITED);
  expect(passed).toBe(2);
  expect(failures).toHaveLength(3);
  expect(failures).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/0\.test\.js: a rule > does not hold\n.*expected 1 to be 2/),
      expect.stringMatching(/1\.test\.js\n.*does not load/),
      expect.stringMatching(/outside of every test\n.*nobody waits for this/),
    ]),
  );
});
