import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Violation } from "../checker/reading.ts";
import type { Trace } from "../checker/trace.ts";
import { randomFrom } from "../harness/random.ts";
import { type Agent, openCrew } from "../replay/crew.ts";
import { Gate } from "../replay/gate.ts";
import type { ReplayServer } from "../replay/server.ts";
import type { Script } from "../replay/source.ts";
import { Stats } from "../replay/stats.ts";
import { until } from "../replay/until.ts";
import { Calm } from "./calm.ts";
import { useOf } from "./gauges.ts";
import { Latencies } from "./latencies.ts";
import { pausesOf } from "./people.ts";
import { Population } from "./population.ts";
import { type Kind, stormsFor } from "./schedule.ts";
import { type Storm, shapeOf } from "./storm.ts";
import { Watchers } from "./watchers.ts";

export type SoakOptions = {
  server: ReplayServer;
  scripts: readonly Script[];
  minutes: number;
  conversations: number;
  seed: number;
  onFailure(trace: Trace): void;
  /** Is told how it goes, about once a minute. */
  onMinute(sample: Sample): void;
};

/** What stood on the gauges at one moment. */
export type Sample = {
  minute: number;
  conversations: number;
  sockets: number;
  /** Conversations that were over and checked so far. */
  checked: number;
  /** Resident memory in MiB; null while there is no such process. */
  workerd: number | null;
  partykit: number | null;
  load: number | null;
  /** Share of one core since the last sample. */
  workerdCpu: number | null;
  loadCpu: number;
};

export type SoakResult = {
  stats: Stats;
  latencies: Latencies;
  samples: readonly Sample[];
  storms: readonly Storm[];
  violations: readonly Violation[];
  /** How often a supervisor monitored. */
  leases: number;
};

const SAMPLE_MS = 10_000;
/** In so many samples on end there is no server: it has died by itself. */
const GONE = 6;
/** How long a deploy turns everybody away. */
const DEPLOY_MS = 3_000;
/** Agents' tokens run out now and then, so that they are renewed under way (I11). */
const TOKEN_SECONDS = 600;
const ALIKE_MS = 15_000;

/** Runs a real PartyKit for so many minutes with so many conversations open, while connections and processes die. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { server, scripts, minutes, conversations, seed } = options;
  const random = randomFrom(seed);
  const gate = await Gate.open(server.port);
  const through = { origin: gate.origin, workspace: server.workspace };
  const began = performance.now();
  const minute = () => (performance.now() - began) / 60_000;
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);

  const stats = new Stats();
  const latencies = new Latencies(began);
  const storms: Storm[] = [];
  const violations: Violation[] = [];
  const calm = new Calm();
  const crew = await openCrew(through, server.secret, null, { tokenSeconds: TOKEN_SECONDS, hurry: 1 });
  const watchers = new Watchers({
    ...{ server: through, secret: server.secret, random: random.fork(0), signal: stop.signal },
    tokenSeconds: TOKEN_SECONDS,
  });
  const population = new Population({
    ...{ server: through, crew, scripts, conversations, calm, random },
    overMs: Math.min(120_000, minutes * 10_000),
    pause: pausesOf(minutes, stop.signal),
    signal: stop.signal,
    onChecked(reading, found, trace) {
      stats.add(reading);
      latencies.add(reading);
      violations.push(...found);
      if (found.length > 0) options.onFailure(trace);
    },
  });

  async function storm(kind: Kind): Promise<void> {
    const at = minute();
    const { sockets } = gate;
    const online = population.online();
    gate.cut({ stayShut: kind !== "drop" });
    let from = performance.now();
    if (kind === "crash") {
      await server.kill9();
      await server.restart();
      gate.target = server.port;
    }
    if (kind === "deploy") await delay(DEPLOY_MS);
    if (kind !== "drop") from = performance.now();
    gate.reopen();
    const { hellos, everybody } = await population.comeBack(online);
    if (!everybody) {
      const what = `after the ${kind} in minute ${at.toFixed(1)} not everybody came back`;
      violations.push({ rule: "hang", conversation: "", what, frames: [] });
    }
    storms.push({ kind, minute: at, sockets, ...shapeOf(hellos, from) });
  }

  const samples: Sample[] = [];
  async function watch(): Promise<void> {
    let before = { at: performance.now(), use: await useOf(pids()) };
    for (let next = 1; !stop.signal.aborted; next += 1) {
      await delay(SAMPLE_MS);
      const now = { at: performance.now(), use: await useOf(pids()) };
      const seconds = (now.at - before.at) / 1_000;
      const { workerd, partykit, load } = processes();
      const cpu = (pid: number) => {
        const [then, later] = [before.use.get(pid), now.use.get(pid)];
        return then && later ? (later.cpuSeconds - then.cpuSeconds) / seconds : null;
      };
      const sample = {
        ...{ minute: minute(), conversations: population.size, sockets: gate.sockets },
        checked: stats.count.conversations,
        workerd: now.use.get(workerd)?.mib ?? null,
        partykit: now.use.get(partykit)?.mib ?? null,
        load: now.use.get(load)?.mib ?? null,
        workerdCpu: cpu(workerd),
        loadCpu: cpu(load) ?? 0,
      };
      samples.push(sample);
      if (samples.slice(-GONE).every((sample) => sample.workerd === null)) {
        throw new Error(`The server is gone:\n${server.log.tail()}`);
      }
      if (next % 6 === 0) options.onMinute(sample);
      before = now;
    }
  }
  const processes = () => ({ ...server.pids, load: process.pid });
  const pids = () => Object.values(processes());

  async function weather(): Promise<void> {
    for (const { minute: due, kind } of stormsFor(minutes)) {
      await untilMinute(due);
      if (stop.signal.aborted) return;
      await calm.breakFor(() => storm(kind));
    }
    await untilMinute(minutes);
  }
  const untilMinute = (due: number) =>
    delay(Math.max(0, (due - minute()) * 60_000), undefined, { signal: stop.signal }).catch(() => undefined);

  try {
    const run = Promise.all([population.run(), watchers.run()]);
    const watching = watch();
    await Promise.race([weather(), run, watching]);
    stop.abort();
    await Promise.all([run, watching]);
    violations.push(...watchers.violations, ...(await unlikeDesks(crew)));
  } finally {
    stop.abort();
    for (const agent of crew) agent.close();
    gate.close();
  }
  return { stats, latencies, samples, storms, violations, leases: watchers.leases };
}

/** In the end every desk shows the same (I15). */
async function unlikeDesks(crew: readonly Agent[]): Promise<Violation[]> {
  const shown = ({ desk }: Agent) => {
    const { rows } = desk.directory.snapshot();
    return JSON.stringify([...rows].sort((a, b) => a.id.localeCompare(b.id)));
  };
  const alike = () => new Set(crew.map(shown)).size === 1;
  if (await until(alike, ALIKE_MS)) return [];
  return [{ rule: "I15", conversation: "", what: "desks show different directories in the end", frames: [] }];
}
