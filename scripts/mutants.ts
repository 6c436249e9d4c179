/**
 * `npm run mutants [-- --only <part of a name>] [--share N] [--seed N]`: each mutant of the table is put into a copy of
 * the tree, and the simulation, or tests that carry a rule's id, must notice it. A no-op must survive both. With a
 * share, every N-th mutant is tried, beginning with one that the seed chooses.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import type { Mutant } from "../test/mutants/mutant.ts";
import { MUTANTS } from "../test/mutants/table.ts";
import { root } from "./lib/root.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    share: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const COPIED = [
  ...["agent-sdk", "conversation", "customer", "party", "scripts", "test"],
  ...["tsconfig.json", "vitest.config.ts", "package.json"],
];
/** The simulation has this many seeds to notice a mutant; a no-op must pass so many. */
const SEEDS = 150;
const SEEDS_OF_NO_OP = 5;
const CARRIES_ID = /\[[A-Z]\d+/u;

/** Who noticed the mutant; null when nobody did. */
async function killerOf(mutant: Mutant): Promise<string | null> {
  const copy = mkdtempSync(join(tmpdir(), "baton-mutant-"));
  try {
    for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const path = join(copy, mutant.file);
    const source = readFileSync(path, "utf8");
    if (source.split(mutant.find).length !== 2)
      throw new Error(`${mutant.name}: its place is not there, or not once`);
    writeFileSync(
      path,
      source.replace(mutant.find, () => mutant.replace),
    );
    return "tests" in mutant.killer
      ? await failedTest(copy, mutant.killer.tests)
      : await failedSeed(copy, mutant.killer.simulation, mutant.survives ? SEEDS_OF_NO_OP : SEEDS);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const Report = v.object({
  numTotalTests: v.number(),
  testResults: v.array(
    v.object({ assertionResults: v.array(v.object({ title: v.string(), status: v.string() })) }),
  ),
});

async function failedTest(copy: string, paths: readonly string[]): Promise<string | null> {
  const file = join(copy, "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporter = ["--reporter=json", `--outputFile=${file}`];
  await run(copy, [vitest, "run", "--project", "unit", "--bail=1", ...reporter, ...paths]);
  const { numTotalTests, testResults } = v.parse(Report, JSON.parse(readFileSync(file, "utf8")));
  if (numTotalTests === 0) throw new Error(`no test ran of ${paths.join(", ")}`);
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.filter(({ status }) => status === "failed").map(({ title }) => title);
  return failed.find((title) => CARRIES_ID.test(title)) ?? null;
}

async function failedSeed(copy: string, from: number, seeds: number): Promise<string | null> {
  const args = ["--seeds", String(seeds), "--from", String(from), "--until-failure"];
  const printed = await run(copy, ["--import", "tsx", "scripts/sim.ts", ...args]);
  const seed = /^seed (\d+):/mu.exec(printed)?.[1];
  const violation = /^ {2}\[[\w\d]+\].*$/mu.exec(printed)?.[0].trim();
  if (!seed && !printed.includes("0 seeds failed"))
    throw new Error(`the simulation broke:\n${printed.slice(-2_000)}`);
  return seed ? `seed ${seed}: ${violation?.slice(0, 110)}` : null;
}

/** What it prints, errors included. */
function run(cwd: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  child.stdout.on("data", (data) => (printed += String(data)));
  child.stderr.on("data", (data) => (printed += String(data)));
  return new Promise((resolve) => child.on("close", () => resolve(printed)));
}

const [share, seed] = [Number(values.share), Number(values.seed)];
if (!Number.isInteger(share) || share < 1 || !Number.isInteger(seed)) {
  throw new Error("--share and --seed are whole numbers, --share from 1 up");
}
console.log(`seed: ${seed}`);
const chosen = MUTANTS.filter(({ name }) => name.includes(values.only)).filter(
  (_, index) => index % share === seed % share,
);
let [passed, failed] = [0, 0];
/** Each takes the next one as soon as it has finished its last. */
const queue = chosen.values();
async function work(): Promise<void> {
  for (const mutant of queue) {
    const killer = await killerOf(mutant);
    const isRight = (killer === null) === (mutant.survives ?? false);
    if (isRight) passed += 1;
    else failed += 1;
    console.log(
      `${isRight ? "ok   " : "WRONG"} ${mutant.name} · ${killer ? `killed by ${killer}` : "survived"}`,
    );
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
