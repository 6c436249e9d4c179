/**
 * `npm run sim [-- --seeds N] [--seed K] [--ops N] [--until-failure]`: the deterministic simulation. It plays N seeds
 * from K on, or K alone where no number is given; without K it starts at a seed drawn from the clock, and says which
 * (`--from` is another word for `--seed`). `--ops` is how many steps a scenario has, which otherwise the seed says.
 * Exits 1 on a violation, or when a run of many seeds has not met what it must meet to have shown anything. `--shrink
 * SEED` shows the fewest steps by which a seed still fails; `--hash SEED` prints the hash of its trace.
 */
import { parseArgs } from "node:util";
import type * as Campaign from "../test/simulation/campaign.ts";
import { play, stepsOf } from "../test/simulation/run.ts";
import { shrink } from "../test/simulation/shrink.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    seed: { type: "string" },
    from: { type: "string" },
    ops: { type: "string" },
    hash: { type: "string" },
    shrink: { type: "string" },
    "until-failure": { type: "boolean", default: false },
  },
});
const ops = values.ops === undefined ? null : Number(values.ops);

if (values.hash !== undefined) {
  const seed = Number(values.hash);
  console.log((await play(seed, stepsOf(seed, ops))).hash);
} else if (values.shrink !== undefined) {
  await shrunk(Number(values.shrink));
} else {
  const given = values.seed ?? values.from;
  // Takes a second to load, which a single hash need not wait for.
  const { inOnePiece } = await import("./lib/in-one-piece.ts");
  // It is this very module, whatever it was made into.
  const { campaign } = await inOnePiece<typeof Campaign>("test/simulation/campaign.ts");
  const isFine = await campaign({
    seeds: Number(values.seeds ?? (values.seed === undefined ? 1_000 : 1)),
    from: Number(given ?? Date.now() % 1_000_000_000),
    ops,
    untilFailure: values["until-failure"],
  });
  process.exitCode = isFine ? 0 : 1;
}

/** Shows the fewest steps by which a failing seed still fails. */
async function shrunk(seed: number): Promise<void> {
  const all = stepsOf(seed, ops);
  const [first] = (await play(seed, all)).violations;
  if (!first) {
    console.log(`seed ${seed} passes`);
    return;
  }
  const { steps, run } = await shrink(seed, all, first.rule, (left) => process.stderr.write(`${left} `));
  const kept = steps.map(({ index, afterMs, name }) => `[${index}, ${afterMs}, ${JSON.stringify(name)}]`);
  console.log(`\n{ seed: ${seed}, rule: "${first.rule}", why: "…", steps: [\n  ${kept.join(",\n  ")},\n] },`);
  for (const { rule, conversation, what, frames } of run.violations) {
    console.log(`[${rule}] ${conversation} ${what}`);
    for (const frame of frames) console.log(`    ${frame.slice(0, 600)}`);
  }
  process.exitCode = 1;
}
