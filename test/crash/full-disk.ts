import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { check } from "../checker/checker.ts";
import type { Violation } from "../checker/reading.ts";
import type { Trace } from "../checker/trace.ts";
import { randomFrom } from "../harness/random.ts";
import { openCrew } from "../replay/crew.ts";
import { lowerCurtain } from "../replay/curtain.ts";
import { Gate } from "../replay/gate.ts";
import { Play } from "../replay/play.ts";
import { ReplayServer } from "../replay/server.ts";
import type { Script } from "../replay/source.ts";
import { until } from "../replay/until.ts";
import { limitedWorkerd } from "./limited-workerd.ts";
import { Watch } from "./watch.ts";

export type FullDisk = {
  /** Commands that were acknowledged before there was room again. */
  acknowledged: number;
  /** Commands that waited for room. */
  waiting: number;
  /** Connections that were lost because something could not be stored. */
  lost: number;
  violations: readonly Violation[];
};

const CONVERSATIONS = 4;
/** No file of the state may become larger; a conversation gets there within a dozen messages. */
const FILE_BYTES = 64 * 1_024;
/** The disk is full once so many connections were lost and every conversation waits. */
const TELLING = 8;
const FULL_MS = 30_000;
/** How long people go on against the full disk. */
const AGAINST_MS = 1_000;
const REST_MS = 60_000;

const LONG = "My parcel has not come, and nobody can tell me where it is. ".repeat(15);
const SCRIPT: Script = {
  id: "full-disk",
  locale: "en",
  turns: Array.from({ length: 100 }, (_, index) => ({ from: "customer", text: `${index}: ${LONG}` })),
};

/**
 * People write until the disk is full, and on; then there is room again, and the server is started anew. Whatever had
 * been acknowledged must be there, and whatever had not must arrive by itself, once.
 */
export async function fullDisk(seed: number, onFailure: (trace: Trace) => void): Promise<FullDisk> {
  const folder = mkdtempSync(join(tmpdir(), "baton-full-disk-"));
  const workspace = "demo";
  const server = await ReplayServer.start({ workspace, workerd: limitedWorkerd(folder, FILE_BYTES) });
  const gate = await Gate.open(server.port);
  const site = { origin: gate.origin, workspace };
  const watch = new Watch();
  const random = randomFrom(seed);
  try {
    const crew = await openCrew(site, server.secret, null);
    const plays = Array.from({ length: CONVERSATIONS }, (_, index) => {
      const own = random.fork(index);
      return new Play({ script: SCRIPT, server: site, crew, random: own, onDrop: null, onFrame: watch.see });
    });
    const connections = () => plays.flatMap(({ lines }) => lines.flatMap((line) => line.connections)).length;
    const tabs = () => plays.flatMap(({ lines }) => lines).length;
    const runs = plays.map((play) => play.run());
    const isFull = () => connections() - tabs() >= TELLING && watch.unanswered.size >= CONVERSATIONS;
    await until(isFull, FULL_MS);
    await delay(AGAINST_MS);
    const { acknowledged } = watch;
    const [waiting, lost] = [watch.unanswered.size, connections() - tabs()];

    await server.kill9();
    for (const play of plays) play.isEnough = true;
    await server.restart();
    gate.target = server.port;
    await Promise.race([Promise.all(runs), delay(REST_MS, null, { ref: false })]);
    const traces = await Promise.all(plays.map(lowerCurtain));
    for (const agent of crew) agent.close();
    const violations = traces.flatMap((trace) => {
      const found = check(trace).violations;
      if (found.length > 0) onFailure(trace);
      return found;
    });
    return { acknowledged, waiting, lost, violations };
  } finally {
    gate.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
