/**
 * `npm run bench [-- --only directory]`: what is fast, and how fast, on this machine. The tables are printed, and
 * kept with their plots in `.baton/bench/`. A median over its limit fails the run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, exceeds } from "../bench/bench.ts";
import { directory } from "../bench/directory/directory.ts";
import { hostPage } from "../bench/host-page/host-page.ts";
import { log } from "../bench/log/log.ts";
import { machine, plotOf, tableOf } from "../bench/report.ts";
import { tabs } from "../bench/tabs/tabs.ts";
import { root } from "./lib/root.ts";

/** A new bench is a new entry. */
const BENCHES: Record<string, Bench> = { directory, "host-page": hostPage, log, tabs };

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const names = values.only?.split(",") ?? Object.keys(BENCHES);
  const folder = join(root, ".baton/bench");
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  const report = [`Measured on ${machine()}, ${new Date().toISOString().slice(0, 10)}.`];
  console.log(report[0]);
  let held = true;
  for (const name of names) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`There is no bench "${name}", only: ${Object.keys(BENCHES).join(", ")}.`);
    console.log(`\n${name}: ${bench.about}\n`);
    const measures = await bench.run();
    console.log(tableOf(measures));
    held &&= !measures.some(exceeds);
    report.push(`## ${name}\n\n${bench.about}`, tableOf(measures));
    const plot = plotOf(measures);
    if (plot === null) continue;
    writeFileSync(join(folder, `${name}.svg`), plot);
    report.push(`![Every run](${name}.svg)`);
  }
  writeFileSync(join(folder, "report.md"), `# Benchmarks\n\n${report.join("\n\n")}\n`);
  console.log("\nreport: .baton/bench/report.md");
  return held;
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
