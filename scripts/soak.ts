/**
 * `npm run soak -- --minutes 60 --conversations 500 [--seed N]`: a real PartyKit under people who come and go, with
 * connections and processes that die, and everything checked that anybody was told. The report is also written to
 * `.baton/soak-<seed>.json`. It shows that death of a process loses nothing; loss of power is another matter.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FailedTraces } from "../test/replay/failed-traces.ts";
import { ReplayServer } from "../test/replay/server.ts";
import { readScripts } from "../test/replay/source.ts";
import { faultsOf, growthOf, heading, report, rowOf } from "../test/soak/report.ts";
import { soak } from "../test/soak/soak.ts";
import { count } from "./lib/count.ts";
import { root } from "./lib/root.ts";

const WORKSPACE = "demo";
/** People here pause for minutes; deadlines have tests of their own. */
const DAY_MS = 86_400_000;
const CONFIG = { deadlines: { nudgeMs: DAY_MS, alertMs: DAY_MS, joinMs: DAY_MS, unansweredMs: DAY_MS } };

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "60" },
      conversations: { type: "string", default: "500" },
      seed: { type: "string" },
    },
  });
  const minutes = count("minutes", values.minutes);
  const conversations = count("conversations", values.conversations);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : count("seed", values.seed);
  console.log(`seed: ${seed}`);

  const server = await ReplayServer.start({ workspace: WORKSPACE, config: CONFIG });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  const failed = new FailedTraces("soak", seed);
  try {
    console.log(heading());
    const result = await soak({
      ...{ server, minutes, conversations, seed },
      scripts: readScripts(undefined),
      onFailure: (trace) => failed.keep(trace),
      onMinute: (sample) => console.log(rowOf(sample)),
    });
    const growth = growthOf(result, minutes);
    const faults = faultsOf(result, growth);
    console.log("");
    for (const line of [...report(result, growth), ...server.log.report()]) console.log(line);
    const path = keep(seed, { seed, minutes, conversations, faults, growth, ...summary(result) });
    console.log(`report: ${path}`);
    console.log(faults.length === 0 ? "passed" : `failed: ${faults.join("; ")}`);
    return faults.length === 0;
  } finally {
    await server.stop();
  }
}

function summary({ stats, samples, storms, violations }: Awaited<ReturnType<typeof soak>>) {
  const latencyMs = { p50: stats.latency(0.5), p99: stats.latency(0.99) };
  return { counts: stats.count, latencyMs, storms, samples, violations };
}

function keep(seed: number, result: object): string {
  mkdirSync(join(root, ".baton"), { recursive: true, mode: 0o700 });
  const path = join(root, `.baton/soak-${seed}.json`);
  writeFileSync(path, JSON.stringify(result, null, 1));
  return path;
}

let passed = false;
try {
  passed = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
// Where it has failed, people may still be waiting for a server that is no more.
process.exit(passed ? 0 : 1);
