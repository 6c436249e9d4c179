/**
 * `npm run bad-day [-- --conversations 50 --seed N --data <folder>]`: a bad day on a real PartyKit, over in under
 * three minutes. The model fails half of its requests, agents disappear in mid-sentence and come back or not, every
 * connection may get lost, and in the middle of it all people go home. At the end every customer must have been answered
 * by somebody, or told when somebody is back, and the checker must find nothing.
 */
import { parseArgs } from "node:util";
import { randomFrom } from "../test/harness/random.ts";
import { type BadDay, badDay } from "../test/replay/bad-day.ts";
import { type BadModel, GOES, startBadModel } from "../test/replay/bad-model.ts";
import { FailedTraces } from "../test/replay/failed-traces.ts";
import { report } from "../test/replay/report.ts";
import { ReplayServer } from "../test/replay/server.ts";
import { readScripts } from "../test/replay/source.ts";
import { count } from "./lib/count.ts";

const WORKSPACE = "demo";
/** From this many conversations on, every kind of thing must have happened at least once. */
const TELLING = 10;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      conversations: { type: "string", default: "50" },
      seed: { type: "string" },
      data: { type: "string" },
    },
  });
  const conversations = count("conversations", values.conversations);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : count("seed", values.seed);
  const scripts = readScripts(values.data ?? process.env.BATON_DATA);
  console.log(`seed: ${seed}`);

  const model = await startBadModel(randomFrom(seed).fork(1));
  const vars = { BATON_AI_URL: model.url, BATON_AI_MODEL: "bad-day" };
  const server = await ReplayServer.start({ workspace: WORKSPACE, vars });
  const stop = () => Promise.all([server.stop(), model.close()]);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  }
  const failed = new FailedTraces("bad-day", seed);
  try {
    const began = performance.now();
    const day = badDay({
      server: { origin: server.origin, workspace: WORKSPACE },
      secret: server.secret,
      ...{ scripts, conversations, seed },
      onFailure: (trace) => failed.keep(trace),
      tell: (what) => console.log(`${((performance.now() - began) / 1_000).toFixed(0)} s: ${what}`),
    });
    const died = server.ended.then((reason): never => {
      throw new Error(`The server died: ${reason}\n${server.log.tail()}`);
    });
    const result = await Promise.race([day, died]);
    for (const line of report(result, performance.now() - began)) console.log(line);
    for (const line of table(result, model)) console.log(line);
    for (const line of server.log.report()) console.log(line);
    const missing = conversations < TELLING ? [] : missingFrom(result, model);
    if (missing.length > 0) console.log(`This day was not bad enough. It never had: ${missing.join(", ")}`);
    return result.violations.length === 0 && result.unanswered.length === 0 && missing.length === 0;
  } finally {
    await stop();
  }
}

/** What made the day a bad one, and what became of its customers. */
function table({ absences, ends, happened, longestMs, unanswered }: BadDay, { went }: BadModel): string[] {
  const rows = (pairs: Iterable<readonly [string, number]>) =>
    [...pairs].map(([name, times]) => `  ${name}: ${times}`);
  return [
    "the model's requests:",
    ...rows(GOES.map((way) => [way, went[way]] as const)),
    `agents who disappeared: ${absences.left}, of them back: ${absences.back}`,
    "what happened:",
    ...rows([...happened].sort(([one], [other]) => one.localeCompare(other, "en"))),
    "the customers' last messages, by who answered them:",
    ...rows(ends),
    `the longest wait for that: ${(longestMs / 1_000).toFixed(1)} s`,
    `left without an answer: ${unanswered.length}`,
    ...unanswered.map((which) => `  ${which}`),
  ];
}

function missingFrom({ absences, stats, happened }: BadDay, { went }: BadModel): string[] {
  const closed = [...happened].filter(([name]) => name.endsWith("closing_time"));
  const had: [string, number][] = [
    ...GOES.map((way): [string, number] => [`requests that went: ${way}`, went[way]]),
    ["an agent who disappeared", absences.left],
    ["one who came back", absences.back],
    ["one who did not", absences.left - absences.back],
    ["a conversation that people had at closing time", closed.length],
    ["an answer of the AI", stats.count["AI replies"] - stats.count["of them interrupted"]],
    ["an answer of a person", stats.count.takeovers],
  ];
  return had.filter(([, times]) => times === 0).map(([name]) => name);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
