import { Coverage } from "./coverage.ts";
import { coverageTable, missing } from "./floors.ts";
import { play, stepsOf } from "./run.ts";

export type CampaignOptions = {
  seeds: number;
  /** The first seed. */
  from: number;
  /** Steps of each scenario; null leaves that to the seed. */
  ops: number | null;
  untilFailure: boolean;
};

/** From so many seeds on, a run answers for its coverage. */
const WHOLE_RUN = 100;

/** Plays one seed after another and prints what came of it. False on a violation, or when too little was met. */
export async function campaign({ seeds, from, ops, untilFailure }: CampaignOptions): Promise<boolean> {
  // Nobody reads the stacks of the refusals that people meet by the thousand; `--shrink` has them.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const coverage = new Coverage();
  const failed: number[] = [];
  let operations = 0;
  let events = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  console.log(`${seeds} seeds from ${from}`);
  for (let seed = from; seed < from + seeds; seed += 1) {
    const run = await play(seed, stepsOf(seed, ops));
    coverage.add(run.coverage);
    operations += run.operations;
    events += run.events;
    if (run.violations.length === 0) continue;
    failed.push(seed);
    console.log(`seed ${seed}: ${run.violations.length} violations`);
    for (const { rule, conversation, what, frames } of run.violations.slice(0, 3)) {
      console.log(`  [${rule}] ${conversation} ${what}`);
      for (const frame of frames) console.log(`      ${frame.slice(0, 300)}`);
    }
    if (untilFailure) break;
  }
  Error.stackTraceLimit = stackTraceLimit;
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1_000;
  // A few seeds cannot meet everything.
  const isWhole = seeds >= WHOLE_RUN && !untilFailure;
  const short = isWhole ? missing(coverage, seeds) : [];
  if (isWhole) for (const line of coverageTable(coverage)) console.log(line);
  for (const { kind, name, floor } of short)
    console.log(`not met often enough: ${kind} ${name} (${floor} in 1,000 seeds)`);
  const perCpuSecond = (count: number) => Math.round(count / ((user + system) / 1e6));
  console.log(
    `${operations} operations, ${events} events in ${seconds.toFixed(1)} s; of processor time, ` +
      `${perCpuSecond(operations)} operations and ${perCpuSecond(events)} events a second; ` +
      `${failed.length} seeds failed`,
  );
  const [first] = failed;
  if (first !== undefined) {
    console.log(`once more: npm run sim -- --shrink ${first}${ops === null ? "" : ` --ops ${ops}`}`);
  }
  return failed.length + short.length === 0;
}
