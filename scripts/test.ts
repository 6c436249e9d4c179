/** `npm test`: builds and runs every step; `npm test -- --only unit,size` runs some. The last line is the sum. */
import { parseArgs } from "node:util";
import { build } from "./lib/build.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { counted, type Outcome, STEPS, type Step } from "./lib/steps.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const wanted = values.only?.split(",");
const unknown = wanted?.find((name) => STEPS.every((step) => step.name !== name));
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}". The steps: ${STEPS.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}
const steps = STEPS.filter(({ name }) => wanted?.includes(name) ?? true);
const needs = new Set(steps.flatMap((step) => step.needs ?? []));

if (needs.has("chromium")) {
  try {
    process.env.CHROME_PATH = await ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

const results: (Outcome & { name: string; seconds: number })[] = [];
if (needs.has("build")) await perform({ name: "build", run: () => counted(build) });
for (let at = 0; at < steps.length; ) {
  const [step, next] = steps.slice(at, at + 2);
  const group = step?.leavesRoom && next?.leavesRoom ? [step, next] : steps.slice(at, at + 1);
  await Promise.all(group.map((one) => perform(one, group.length > 1)));
  at += group.length;
}

console.log("\n━━ sum");
for (const { name, passed, failures, seconds } of results) {
  const failed = failures.length;
  const verdict = failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`;
  console.log(
    `${failed === 0 ? "✓" : "✗"} ${name.padEnd(8)} ${verdict.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s`,
  );
}
const failures = results.flatMap((result) => result.failures);
for (const failure of failures) console.log(`\n✗ ${failure}`);
const passed = results.reduce((total, result) => total + result.passed, 0);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function perform({ name, run }: Step, inCompany = false): Promise<void> {
  const heading = `\n━━ ${name}`;
  if (!inCompany) console.log(heading);
  const from = performance.now();
  const outcome = await run(inCompany ? heading : undefined).catch((error: unknown): Outcome => {
    console.error(error);
    return { passed: 0, failures: [`${name}: ${error}`] };
  });
  results.push({ name, ...outcome, seconds: (performance.now() - from) / 1_000 });
}
