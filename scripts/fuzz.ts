/**
 * `npm run fuzz -- --inputs 1000000 --seed 7`: mutated frames against every decoder, and a share of what they
 * accept into rooms. The same seed makes the same inputs. Exit code 1 when a property does not hold.
 */
import { parseArgs } from "node:util";
import { feed } from "../test/security/fuzz/feed.ts";
import { fuzz, seedOfToday, vacuous } from "../test/security/fuzz/fuzz.ts";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(seedOfToday()) },
    feed: { type: "string", default: "20000" },
  },
});
const [inputs, seed, most] = [Number(values.inputs), Number(values.seed), Number(values.feed)];
if (![inputs, seed, most].every(Number.isSafeInteger))
  throw new Error("--inputs, --seed and --feed are whole numbers");

console.log(`seed ${seed}, ${inputs} inputs`);
const accepted: string[] = [];
let seen = 0;
const from = performance.now();
const report = fuzz({ inputs, seed }, (raw) => {
  seen += 1;
  // Spread over the whole run.
  if (accepted.length < most && seen % Math.max(1, Math.floor(inputs / (20 * most))) === 0)
    accepted.push(raw);
});
const seconds = (performance.now() - from) / 1_000;
for (const [name, tally] of [...report.kinds].sort()) {
  const share = ((100 * tally.accepted) / (tally.accepted + tally.refused)).toFixed(0);
  console.log(
    `${name.padEnd(28)} ${String(tally.accepted).padStart(8)} accepted ${String(tally.refused).padStart(8)} refused ${share.padStart(4)} %`,
  );
}
console.log(
  `${inputs} inputs in ${seconds.toFixed(1)} s: ${Math.round(inputs / seconds)} a second; ${report.mutated.accepted} mutants accepted, ${report.mutated.refused} refused`,
);
console.log(
  `at most ${report.stepsPerCharacter.toFixed(1)} steps per character, in ${report.counted} inputs counted`,
);

const fed = await feed(accepted, seed);
console.log(
  `${fed.frames} accepted frames into rooms: ${fed.acks} acknowledged, ${fed.rejects} rejected, ${fed.reconnects} reconnects`,
);

const faults = [...report.failures, ...vacuous(report).map((name) => `vacuous: ${name}`), ...fed.trouble];
for (const fault of faults.slice(0, 40)) console.error(fault);
console.log(
  faults.length === 0 ? "no property was broken" : `${faults.length} faults; --seed ${seed} shows them again`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
