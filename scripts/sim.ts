/**
 * `npm run sim [-- --seeds N] [--from SEED] [--until-failure]`: the deterministic simulation. Without `--from` it
 * starts at a seed drawn from the clock, and says which. Exits 1 on a violation, or when a run of many seeds has not
 * met what it must meet to have shown anything. `--shrink SEED` shows the fewest steps by which a seed still fails;
 * `--hash SEED` prints the hash of its trace.
 */
import { parseArgs } from "node:util";
import { Coverage } from "../test/simulation/coverage.ts";
import { coverageTable, missing } from "../test/simulation/floors.ts";
import { play } from "../test/simulation/run.ts";
import { shrink } from "../test/simulation/shrink.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string" },
    hash: { type: "string" },
    shrink: { type: "string" },
    "until-failure": { type: "boolean", default: false },
  },
});

/** From so many seeds on, a run answers for its coverage. */
const WHOLE_RUN = 100;

if (values.hash !== undefined) {
  console.log((await play(Number(values.hash))).hash);
} else if (values.shrink !== undefined) {
  await shrunk(Number(values.shrink));
} else {
  await campaign(Number(values.seeds), Number(values.from ?? Date.now() % 1_000_000_000));
}

async function campaign(seeds: number, from: number): Promise<void> {
  const coverage = new Coverage();
  const failed: number[] = [];
  let operations = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  console.log(`${seeds} seeds from ${from}`);
  for (let seed = from; seed < from + seeds; seed += 1) {
    const run = await play(seed);
    coverage.add(run.coverage);
    operations += run.operations;
    if (run.violations.length === 0) continue;
    failed.push(seed);
    console.log(`seed ${seed}: ${run.violations.length} violations`);
    for (const { rule, conversation, what, frames } of run.violations.slice(0, 3)) {
      console.log(`  [${rule}] ${conversation} ${what}`);
      for (const frame of frames) console.log(`      ${frame.slice(0, 300)}`);
    }
    if (values["until-failure"]) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1_000;
  // A few seeds cannot meet everything.
  const isWhole = seeds >= WHOLE_RUN && !values["until-failure"];
  const short = isWhole ? missing(coverage, seeds) : [];
  if (isWhole) for (const line of coverageTable(coverage)) console.log(line);
  for (const { kind, name, floor } of short)
    console.log(`not met often enough: ${kind} ${name} (${floor} in 1,000 seeds)`);
  console.log(
    `${operations} operations in ${seconds.toFixed(1)} s: ${Math.round(operations / seconds)} a second, ` +
      `${Math.round(operations / ((user + system) / 1e6))} a second of processor time; ${failed.length} seeds failed`,
  );
  if (failed.length > 0) console.log(`once more: npm run sim -- --shrink ${failed[0]}`);
  process.exitCode = failed.length + short.length > 0 ? 1 : 0;
}

/** Shows the fewest steps by which a failing seed still fails. */
async function shrunk(seed: number): Promise<void> {
  const [first] = (await play(seed)).violations;
  if (!first) {
    console.log(`seed ${seed} passes`);
    return;
  }
  const { steps, run } = await shrink(seed, first.rule, (left) => process.stderr.write(`${left} `));
  const kept = steps.map(({ index, afterMs, name }) => `[${index}, ${afterMs}, ${JSON.stringify(name)}]`);
  console.log(`\n{ seed: ${seed}, rule: "${first.rule}", why: "…", steps: [\n  ${kept.join(",\n  ")},\n] },`);
  for (const { rule, conversation, what, frames } of run.violations) {
    console.log(`[${rule}] ${conversation} ${what}`);
    for (const frame of frames) console.log(`    ${frame.slice(0, 600)}`);
  }
  process.exitCode = 1;
}
