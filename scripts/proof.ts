/**
 * `npm run proof [-- --only sim,crash] [--except soak]`: the whole campaign behind docs/RELIABILITY.md, with new seeds
 * at each run. It takes about three hours, of which the soak is one. The last lines are the sum.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { build } from "./lib/build.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { root } from "./lib/root.ts";

/** One part of the campaign; a new one is a new entry. */
type Part = { name: string; args: readonly string[]; env?: Readonly<Record<string, string>> };

const seed = String(Date.now() % 1_000_000_000);

const PARTS: readonly Part[] = [
  script("sim", "--seeds", "1000", "--from", seed),
  tests("model", ["unit"], ["test/model"], { MODEL_RUNS: "20", MODEL_SEED: seed }),
  tests("erasing", ["unit"], ["party/workspace/erase-random.test.ts"], {
    BATON_RUNS: "60",
    BATON_SEED: seed,
  }),
  script("fuzz", "--inputs", "1000000", "--seed", seed),
  tests("attacks", ["unit", "server", "e2e"], ["test/security"]),
  script("conformance"),
  tests("contracts", ["server"], ["test/contracts"]),
  script("mutants"),
  script("replay", "--conversations", "200"),
  script("bad-day", "--conversations", "50"),
  script("crash", "--rounds", "100"),
  script("soak", "--minutes", "60", "--conversations", "500"),
];

const { values } = parseArgs({
  options: { only: { type: "string" }, except: { type: "string", default: "" } },
});
const names = (list: string) => list.split(",").filter((name) => name !== "");
const unknown = [...names(values.only ?? ""), ...names(values.except)].find((name) =>
  PARTS.every((part) => part.name !== name),
);
if (unknown !== undefined) {
  throw new Error(`There is no part "${unknown}". The parts: ${PARTS.map(({ name }) => name).join(", ")}`);
}
const wanted = PARTS.filter(
  ({ name }) =>
    (values.only === undefined || names(values.only).includes(name)) && !names(values.except).includes(name),
);

process.env.CHROME_PATH = await ensureChromium();
await build();
const sum: string[] = [];
for (const { name, args, env } of wanted) {
  console.log(`\n━━ ${name}`);
  const from = performance.now();
  const passed = await run(args, env);
  if (!passed) process.exitCode = 1;
  const minutes = ((performance.now() - from) / 60_000).toFixed(1);
  sum.push(`${passed ? "✓" : "✗"} ${name.padEnd(12)} ${minutes.padStart(6)} min`);
}
console.log(`\n━━ sum\n${sum.join("\n")}`);

function script(name: string, ...args: string[]): Part {
  return { name, args: ["--import", "tsx", `scripts/${name}.ts`, ...args] };
}

function tests(
  name: string,
  projects: readonly string[],
  paths: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Part {
  const chosen = projects.flatMap((project) => ["--project", project]);
  return { name, args: ["node_modules/vitest/vitest.mjs", "run", ...chosen, ...paths], env };
}

/** Whether it came to a good end. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code === 0)));
}
