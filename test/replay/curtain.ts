import { setTimeout as delay } from "node:timers/promises";
import type { Trace } from "../checker/trace.ts";
import type { Line } from "./line.ts";
import { isStreaming, type Play, type Tab } from "./play.ts";
import { newVerifiers, readAsEverybody } from "./read-as-everybody.ts";
import { until } from "./until.ts";

/** After the play: the network heals, everything comes to rest, and the ledger is read as it stands. */

const HEAL_MS = 20_000;
const REST_MS = 20_000;
/** What was committed before the ledger was read has this long to reach everybody. */
const REACH_MS = 400;
const MOST_READS = 10;

export async function lowerCurtain(play: Play): Promise<Trace> {
  const { id, tabs, calls, canaries } = play;
  const hangs: string[] = [];
  // Of who has gone and not come back nothing is expected any more.
  const posts = [...play.posts.values()].filter(({ agent }) => !agent.isAway);
  const clients = [
    ...tabs,
    ...posts.map(({ agent, conversation }) => ({
      name: agent.name,
      client: conversation,
      line: agent.lineOf(id),
    })),
  ];
  play.doing = "healing";
  for (const { line } of clients) line?.becalm();
  for (const { name, client, line } of clients) {
    const healed = await until(() => client.status === "online" && !line?.isDeceived(), HEAL_MS);
    if (!healed) hangs.push(`${name} is ${client.status} ${HEAL_MS} ms after the last fault`);
  }
  const verifiers = newVerifiers();
  const lines = [...new Set([...play.lines, ...play.leftLines, ...play.openLines()]), ...verifiers];
  let failure: string | null = "";
  let rests = true;
  // Until it was read and nothing more was committed or streamed meanwhile. An AI that has just answered may begin to
  // answer what came while it wrote: then it is waited for once more.
  for (
    let seen = -1, reads = 0;
    rests && (failure !== null || seen !== movesOn(lines)) && reads < MOST_READS;
    reads += 1
  ) {
    play.doing = "coming to rest";
    rests = await until(() => tabs.every(isAtRest), REST_MS);
    if (!rests) hangs.push("the AI owes an answer");
    play.doing = "reading the ledger";
    seen = movesOn(lines);
    failure = await readAsEverybody({ ...play.options, id, session: play.session }, verifiers).then(
      () => null,
      (error: Error) => error.message,
    );
    await delay(REACH_MS);
  }
  if (failure !== null) hangs.push(`the ledger could not be read: ${failure}`);
  const present = clients.filter(({ client }) => client.status === "online").map(({ name }) => name);
  for (const { client } of tabs) client.close();
  for (const { agent } of posts) agent.leave(id);
  for (const line of lines) line.cut();
  const connections = lines.flatMap((line) => line.connections);
  return { conversation: id, connections, calls, present, canaries, hangs };
}

/** Nothing is being written, and where the AI has control, the customer's last message has been seen to. */
function isAtRest({ client }: Pick<Tab, "client">): boolean {
  if (isStreaming({ client })) return false;
  const { state, timeline } = client.snapshot();
  if (state !== "ai_active") return true;
  const last = timeline.findLast(
    (entry) => entry.kind === "system" || (entry.kind === "message" && entry.state !== "interrupted"),
  );
  return last?.kind !== "message" || last.author.role !== "customer";
}

/** How often anything has moved, as far as anybody was told. */
function movesOn(lines: readonly Line[]): number {
  const frames = lines.flatMap(({ connections }) => connections.flatMap((connection) => connection.frames));
  return frames.filter(({ up, data }) => !up && MOVE.test(data)).length;
}

const MOVE = /^\{"type":"(?:commit|stream_delta)"/u;
