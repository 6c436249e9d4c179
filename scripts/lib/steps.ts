import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { OUTCOME_FILE } from "./outcome-reporter.ts";
import { root } from "./root.ts";
import { run } from "./run.ts";

export interface Outcome {
  passed: number;
  /** What failed, and the first words of why, for the sum: a log is often kept by its end alone. */
  failures: readonly string[];
}

/** One part of `npm test`. */
export interface Step {
  name: string;
  /** Of the build or the machine; `npm test` sees to them first. */
  needs?: readonly ("build" | "chromium")[];
  /** Leaves a core idle for some of its time: two of these that follow each other run at once. */
  leavesRoom?: true;
  /** With a heading, what it prints comes below that when it has ended. */
  run(heading?: string): Promise<Outcome>;
}

const modules = join(root, "node_modules");
/** Biome colours every character by itself, in files too, unless told. */
const COLORS = process.stdout.isTTY ? "force" : "off";

/** Everything `npm test` does, in its order: what is quick comes first. A new step is a new entry. */
export const STEPS: readonly Step[] = [
  { name: "locales", run: script("check-locales") },
  { name: "lint", run: program(join(modules, "@biomejs/biome/bin/biome"), "ci", `--colors=${COLORS}`, ".") },
  { name: "types", run: program(join(modules, "typescript/bin/tsc")) },
  { name: "walls", run: script("walls") },
  { name: "rules", run: script("check-rules") },
  { name: "unit", run: vitest("unit", "dom") },
  { name: "sim", leavesRoom: true, run: script("sim", "--seeds", "100", "--from", "1") },
  { name: "mutants", leavesRoom: true, run: script("mutants", "--share", "5") },
  { name: "server", needs: ["build"], run: vitest("conformance", "server", "start") },
  { name: "e2e", needs: ["build", "chromium"], run: vitest("e2e") },
  { name: "size", needs: ["build", "chromium"], run: script("check-size") },
  { name: "replay", needs: ["build"], run: script("replay", "--conversations", "20") },
  { name: "crash", needs: ["build"], run: script("crash", "--rounds", "3") },
];

/** A step that counts as one, by its exit code. */
function program(path: string, ...args: string[]): Step["run"] {
  return (heading) => counted(() => run(process.execPath, [path, ...args], { heading }));
}

function script(name: string, ...args: string[]): Step["run"] {
  const command = ["--import", "tsx", `scripts/${name}.ts`, ...args];
  return (heading) => counted(() => run(process.execPath, command, { heading }));
}

/** Runs it as one test of its own. */
export async function counted(work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { passed: 1, failures: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(why);
    return { passed: 0, failures: [why] };
  }
}

const Counted: v.GenericSchema<unknown, Outcome> = v.object({
  passed: v.number(),
  failures: v.array(v.string()),
});

/** A step that counts its tests. */
function vitest(...projects: string[]): Step["run"] {
  return async () => {
    const dir = await mkdtemp(join(tmpdir(), "baton-tests-"));
    const file = join(dir, "outcome.json");
    try {
      const ended = await counted(() =>
        run(
          process.execPath,
          [
            ...[join(modules, "vitest/vitest.mjs"), "run"],
            ...projects.flatMap((project) => ["--project", project]),
            ...["--reporter=default", "--reporter=./scripts/lib/outcome-reporter.ts"],
          ],
          { env: { [OUTCOME_FILE]: file } },
        ),
      );
      if (ended.failures.length > 0 && !existsSync(file)) return ended;
      const outcome = v.parse(Counted, JSON.parse(readFileSync(file, "utf8")));
      return outcome.failures.length > 0 ? outcome : { ...outcome, failures: ended.failures };
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };
}
