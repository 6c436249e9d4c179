/**
 * `npm run crash -- --rounds 100 [--seed N]`: load, `kill -9` of a real PartyKit at a random moment, a restart on the
 * same state, and a comparison of what is there with what anybody had been told. It shows that the death of a process
 * loses nothing; loss of power is another matter.
 */
import { parseArgs } from "node:util";
import { campaign } from "../test/crash/campaign.ts";
import { fullDisk } from "../test/crash/full-disk.ts";
import { missing, report } from "../test/crash/report.ts";
import { FailedTraces } from "../test/replay/failed-traces.ts";
import { ReplayServer } from "../test/replay/server.ts";
import { readScripts } from "../test/replay/source.ts";
import { count } from "./lib/count.ts";

const WORKSPACE = "demo";
/** From this many rounds on, everything must have happened at least once. */
const TELLING = 20;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "100" }, seed: { type: "string" } },
  });
  const rounds = count("rounds", values.rounds);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : count("seed", values.seed);
  console.log(`seed: ${seed}`);
  const began = performance.now();
  const server = await ReplayServer.start({ workspace: WORKSPACE });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  const failed = new FailedTraces("crash", seed);
  let passed = false;
  try {
    const result = await campaign({
      ...{ server, rounds, seed, scripts: readScripts(undefined) },
      onFailure: (trace) => failed.keep(trace),
      onRound({ round, aim, violations }) {
        const seconds = ((performance.now() - began) / 1_000).toFixed(0);
        console.log(`round ${round}: killed ${aim}; ${violations} violations so far, ${seconds} s`);
      },
    });
    for (const line of report(result, rounds, seed, performance.now() - began)) console.log(line);
    for (const line of server.log.report()) console.log(line);
    const never = rounds < TELLING ? [] : missing(result);
    if (never.length > 0) console.log(`These rounds show too little. They never had: ${never.join(", ")}`);
    passed = result.violations.length === 0 && never.length === 0;
    if (rounds >= TELLING) passed = (await onFullDisk(seed, failed)) && passed;
  } finally {
    if (!passed) console.log(`the state is kept in ${server.stateDir}`);
    await server.stop({ keepState: !passed });
  }
  return passed;
}

/** The same with a disk that fills up; `test/server/state-folder.test.ts` does this for short campaigns. */
async function onFullDisk(seed: number, failed: FailedTraces): Promise<boolean> {
  const { acknowledged, waiting, lost, violations } = await fullDisk(seed, (trace) => failed.keep(trace));
  console.log(
    `full disk: ${acknowledged} commands acknowledged before there was room again, ${waiting} waiting for room, ` +
      `${lost} connections lost over writes that failed; violations: ${violations.length}`,
  );
  return violations.length === 0 && acknowledged > 0 && lost > 0;
}

let passed = false;
try {
  passed = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
// Where it has failed, people may still be waiting for a server that is no more.
process.exit(passed ? 0 : 1);
