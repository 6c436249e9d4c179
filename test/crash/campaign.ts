import { check } from "../checker/checker.ts";
import type { Violation } from "../checker/reading.ts";
import type { Trace } from "../checker/trace.ts";
import { randomFrom } from "../harness/random.ts";
import { startSseServer } from "../harness/sse-server.ts";
import { openCrew } from "../replay/crew.ts";
import { lowerCurtain } from "../replay/curtain.ts";
import { Gate } from "../replay/gate.ts";
import type { ReplayServer } from "../replay/server.ts";
import type { Script } from "../replay/source.ts";
import { Stats } from "../replay/stats.ts";
import { until } from "../replay/until.ts";
import { AIMS } from "./aims.ts";
import { Archive } from "./archive.ts";
import { lostEpochs } from "./epochs.ts";
import { kill } from "./killer.ts";
import { talkative } from "./model.ts";
import { Stay } from "./stay.ts";
import { Watch } from "./watch.ts";
import { committedUnanswered, type Wreck } from "./wreck.ts";

export type CampaignOptions = {
  server: ReplayServer;
  scripts: readonly Script[];
  rounds: number;
  seed: number;
  onFailure(trace: Trace): void;
  onRound(told: { round: number; aim: string; violations: number }): void;
};

export type CampaignResult = {
  stats: Stats;
  violations: readonly Violation[];
  /** How often each aim was taken. */
  aims: ReadonlyMap<string, number>;
  kills: number;
  /** Commands that had been acknowledged when the server died for the last time. */
  acknowledged: number;
  /** Messages and notes that had been sent and had no answer when the server died. */
  inFlight: number;
  /** Of those, the ones that were in the ledger nevertheless. */
  committedUnanswered: number;
  /** Replies that the AI was in the middle of. */
  streaming: number;
  restartSeconds: readonly number[];
  /** Conversations of earlier rounds that were read once more. */
  readAgain: number;
};

/** Conversations that begin in each round, and how many of them stay for more than one. */
const FRESH = 16;
const STAYING = 3;
const TURNS = 3;
/** Conversations of earlier rounds that each round reads again; at the end, more of them. */
const READ_AGAIN = 4;
const READ_AT_LAST = 100;
const ROUND_MS = 90_000;

/**
 * Rounds of load, `kill -9` and restart, all on one state. Each round's conversations are checked when they are over;
 * earlier ones are read again.
 */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const { server, scripts, rounds, seed, onFailure, onRound } = options;
  const random = randomFrom(seed);
  const watch = new Watch();
  const archive = new Archive();
  const stats = new Stats();
  const violations: Violation[] = [];
  const wrecks: Wreck[] = [];
  const restartSeconds: number[] = [];
  const aims = new Map(AIMS.map(({ name }) => [name, 0]));
  let committed = 0;

  const gate = await Gate.open(server.port);
  const site = { origin: gate.origin, workspace: server.workspace };
  const model = await startSseServer();
  model.otherwise((reply, request) => talkative(random)(reply, request));
  /** Half of the servers have a model that takes its time, the others the embedded assistant. */
  const newVars = (): Record<string, string> =>
    random.chance(0.5) ? { BATON_AI_URL: model.url, BATON_AI_MODEL: "test" } : {};
  const crew = await openCrew(site, server.secret, null, { onFrame: watch.see });
  const staying = new Set<Stay>();

  function blame(found: readonly Violation[], trace: Trace): void {
    violations.push(...found);
    if (found.length > 0) onFailure(trace);
  }

  async function conclude({ play, failures, isOver }: Stay): Promise<void> {
    if (!isOver) failures.push(`still ${play.doing} ${ROUND_MS / 1_000} s after the round began`);
    const { session } = play;
    const lowered = await lowerCurtain(play);
    const trace = { ...lowered, hangs: [...failures, ...lowered.hangs] };
    const { violations: found, reading } = check(trace);
    stats.add(reading);
    committed += committedUnanswered(reading, wrecks);
    blame([...found, ...lostEpochs(reading)], trace);
    archive.keep({ server: site, crew, id: play.id, session }, reading);
  }

  function begin(round: number, index: number): Stay {
    const own = random.fork(round * FRESH + index);
    const script = own.pick(scripts);
    const stays = index < STAYING;
    const turns = stays ? script.turns : script.turns.slice(0, TURNS);
    return new Stay(
      { script: { ...script, turns }, server: site, crew, random: own, onDrop: null, onFrame: watch.see },
      stays ? TURNS : Number.POSITIVE_INFINITY,
    );
  }

  async function perform(round: number, aim: (typeof AIMS)[number]): Promise<void> {
    aims.set(aim.name, (aims.get(aim.name) ?? 0) + 1);
    watch.beginRound();
    const all = [...staying, ...Array.from({ length: FRESH }, (_, index) => begin(round, index))];
    for (const stay of all) stay.goOn();
    const plays = new Set(all.map(({ play }) => play));
    const killing = await kill(aim.take(random), { server, gate, watch, random, plays, newVars });
    wrecks.push(...killing.wrecks);
    restartSeconds.push(...killing.restartSeconds);
    await until(() => all.every(({ isResting }) => isResting), ROUND_MS);
    const over = all.filter(({ isOver, isResting }) => isOver || !isResting);
    for (const stay of all) staying.add(stay);
    for (const stay of over) staying.delete(stay);
    await Promise.all(over.map(conclude));
    violations.push(...(await archive.readSome(READ_AGAIN, random)));
  }

  try {
    for (let round = 1; round <= rounds; round += 1) {
      const aim = AIMS[(round - 1) % AIMS.length];
      if (!aim) throw new RangeError("There is nothing to aim at.");
      await perform(round, aim);
      onRound({ round, aim: aim.name, violations: violations.length });
    }
    await Promise.all([...staying].map((stay) => stay.finish()));
    await Promise.all([...staying].map(conclude));
    violations.push(...(await archive.readSome(READ_AT_LAST, random)));
  } finally {
    for (const agent of crew) agent.close();
    gate.close();
    await model.close();
  }
  return {
    ...{ stats, violations, aims, restartSeconds },
    kills: wrecks.length,
    acknowledged: wrecks.at(-1)?.acknowledged ?? 0,
    inFlight: wrecks.reduce((sum, { unanswered }) => sum + unanswered.size, 0),
    committedUnanswered: committed,
    streaming: wrecks.reduce((sum, wreck) => sum + wreck.streaming, 0),
    readAgain: archive.readAgain,
  };
}
