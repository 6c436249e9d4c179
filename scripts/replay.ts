/**
 * `npm run replay -- --conversations 200 [--data <folder>] [--seed N] [--concurrency 50] [--url http://…]`:
 * plays dialogues through production clients and real sockets that get lost, on a real PartyKit, and checks
 * what was recorded. With `--url` on a server that runs already, whose secret is in `BATON_SECRET`.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { replay } from "../test/replay/replay.ts";
import { report } from "../test/replay/report.ts";
import { startReplayServer } from "../test/replay/server.ts";
import { readScripts } from "../test/replay/source.ts";
import { rootSecret } from "./lib/secret.ts";

const WORKSPACE = "demo";
/** From this many conversations on, every kind of thing must have happened at least once. */
const TELLING = 20;
const MOST_LINES = 20;
/** How workerd puts it that a connection was lost, one that it was writing to included. */
const LAMENT = /worker_do_not_log|Network connection lost|another message send is already in progress/u;
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

  const own = values.url === undefined ? await startReplayServer(WORKSPACE) : null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void (own?.stop() ?? Promise.resolve()).finally(() => process.exit(1)));
  }
  try {
    const began = performance.now();
    const run = replay({
      server: { origin: values.url ?? own?.origin ?? "", workspace: WORKSPACE },
      secret: own?.secret ?? rootSecret(),
      ...{ scripts, conversations, concurrency, seed },
      onFailure: ({ conversation, ...trace }) => keep(seed, conversation, trace),
    });
    const died = (own?.ended ?? NEVER).then((reason): never => {
      throw new Error(`The server died: ${reason}\n${own?.log.slice(-20).join("\n")}`);
    });
    const result = await Promise.race([run, died]);
    for (const line of report(result, performance.now() - began)) console.log(line);
    if (own) tellLog(own.log);
    const missing = conversations < TELLING ? [] : result.stats.missing();
    if (missing.length > 0) console.log(`This run shows too little. It never had: ${missing.join(", ")}`);
    return result.violations.length === 0 && missing.length === 0 && result.stats.count.messages > 0;
  } finally {
    await own?.stop();
  }
}

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`--${name} must be a whole number from 1.`);
}

let folder: string | null = null;

/** Keeps the trace of a conversation that shows a violation, for whoever looks into it. */
function keep(seed: number, conversation: string, trace: object): void {
  folder ??= mkdtempSync(join(tmpdir(), `baton-replay-failed-${seed}-`));
  const path = join(folder, `${conversation.replace(/\W/gu, "-")}.json`);
  writeFileSync(path, JSON.stringify({ conversation, ...trace }, null, 1));
  console.log(`violation: the trace is in ${path}`);
}

/** What the server printed; its platform's laments over the connections that were lost here are only counted. */
function tellLog(log: readonly string[]): void {
  const lines = log.filter((line) => !line.trimStart().startsWith("stack:"));
  const telling = lines.filter((line) => !LAMENT.test(line));
  console.log(
    `server's log: ${lines.length - telling.length} lines on lost connections, ${telling.length} others`,
  );
  for (const line of telling.slice(0, MOST_LINES)) console.log(`  ${line.trim()}`);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
