/**
 * `npm run replay -- --conversations 200 [--data <folder>] [--seed N] [--concurrency 50] [--url http://…]`:
 * plays dialogues through production clients and real sockets that get lost, on a real PartyKit, and checks
 * what was recorded. With `--url` on a server that runs already, whose secret is in `BATON_SECRET`.
 */
import { parseArgs } from "node:util";
import { FailedTraces } from "../test/replay/failed-traces.ts";
import { replay } from "../test/replay/replay.ts";
import { report } from "../test/replay/report.ts";
import { ReplayServer } from "../test/replay/server.ts";
import { readScripts } from "../test/replay/source.ts";
import { count } from "./lib/count.ts";
import { rootSecret } from "./lib/secret.ts";

const WORKSPACE = "demo";
/** From this many conversations on, every kind of thing must have happened at least once. */
const TELLING = 20;
const NEVER = new Promise<string>(() => undefined);

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      conversations: { type: "string", default: "200" },
      data: { type: "string" },
      seed: { type: "string" },
      concurrency: { type: "string", default: "50" },
      url: { type: "string" },
    },
  });
  const conversations = count("conversations", values.conversations);
  const concurrency = count("concurrency", values.concurrency);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : count("seed", values.seed);
  const scripts = readScripts(values.data ?? process.env.BATON_DATA);
  console.log(`seed: ${seed}`);

  const own = values.url === undefined ? await ReplayServer.start({ workspace: WORKSPACE }) : null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void (own?.stop() ?? Promise.resolve()).finally(() => process.exit(1)));
  }
  const failed = new FailedTraces("replay", seed);
  try {
    const began = performance.now();
    const run = replay({
      server: { origin: values.url ?? own?.origin ?? "", workspace: WORKSPACE },
      secret: own?.secret ?? rootSecret(),
      ...{ scripts, conversations, concurrency, seed },
      onFailure: (trace) => failed.keep(trace),
    });
    const died = (own?.ended ?? NEVER).then((reason): never => {
      throw new Error(`The server died: ${reason}\n${own?.log.tail()}`);
    });
    const result = await Promise.race([run, died]);
    for (const line of report(result, performance.now() - began)) console.log(line);
    for (const line of own?.log.report() ?? []) console.log(line);
    const missing = conversations < TELLING ? [] : result.stats.missing();
    if (missing.length > 0) console.log(`This run shows too little. It never had: ${missing.join(", ")}`);
    return result.violations.length === 0 && missing.length === 0 && result.stats.count.messages > 0;
  } finally {
    await own?.stop();
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
