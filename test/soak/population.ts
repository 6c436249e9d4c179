import { setTimeout as delay } from "node:timers/promises";
import { check } from "../checker/checker.ts";
import type { Reading, Violation } from "../checker/reading.ts";
import type { Trace } from "../checker/trace.ts";
import type { Random } from "../harness/random.ts";
import type { Server } from "../replay/clients.ts";
import type { Agent } from "../replay/crew.ts";
import { lowerCurtain } from "../replay/curtain.ts";
import type { Line } from "../replay/line.ts";
import { Play } from "../replay/play.ts";
import type { Script } from "../replay/source.ts";
import { until } from "../replay/until.ts";
import type { Calm } from "./calm.ts";

export type PopulationOptions = {
  server: Server;
  crew: readonly Agent[];
  scripts: readonly Script[];
  conversations: number;
  /** They begin one after the other over this long, in milliseconds. */
  overMs: number;
  random: Random;
  pause: (play: Play) => Promise<void>;
  calm: Calm;
  signal: AbortSignal;
  /** Is given what each conversation showed when it was over; the trace is then forgotten. */
  onChecked(reading: Reading, violations: readonly Violation[], trace: Trace): void;
};

/** Share of the customers who end their conversation; the others just close the last tab. */
const ENDS = 0.7;
/** After the signal, everybody has this long to come to an end. */
const END_MS = 240_000;
const ONLINE_MS = 120_000;

/** So many conversations, all the time: where one is over, it is checked, and another one begins. */
export class Population {
  private readonly playing = new Set<Play>();
  private begun = 0;

  constructor(private readonly options: PopulationOptions) {}

  get size(): number {
    return this.playing.size;
  }

  /** Resolves after the signal, when all conversations have come to an end and have been checked. */
  async run(): Promise<void> {
    const { conversations, overMs, signal } = this.options;
    const slots = Array.from({ length: conversations }, async (_, index) => {
      await delay((overMs * index) / conversations, undefined, { signal }).catch(() => undefined);
      while (!signal.aborted) await this.next();
    });
    const ended = until(() => signal.aborted, Number.POSITIVE_INFINITY).then(() =>
      delay(END_MS, null, { ref: false }),
    );
    if ((await Promise.race([Promise.all(slots), ended])) !== null) return;
    const stuck = [...this.playing].map(({ id, doing }) => `${id}: ${doing}`);
    throw new Error(`Not at an end ${END_MS / 1_000} s after the last minute:\n${stuck.join("\n")}`);
  }

  /** The lines of everybody who is online in a conversation, with how many connections each has had. */
  online(): Map<Line, number> {
    const clients = [...this.playing].flatMap(({ id, tabs, posts }) => [
      ...tabs,
      ...[...posts.values()].map(({ agent, conversation }) => ({
        client: conversation,
        line: agent.lineOf(id),
      })),
    ]);
    return new Map(
      clients.flatMap(({ client, line }) =>
        line && client.status === "online" ? [[line, line.connections.length]] : [],
      ),
    );
  }

  /**
   * Waits until those who were online have another connection, as far as they still want one. Returns when each of
   * them said hello on it, by `performance.now()`, and whether everybody came back in time.
   */
  async comeBack(were: ReadonlyMap<Line, number>): Promise<{ hellos: number[]; everybody: boolean }> {
    const helloOf = (line: Line, before: number) =>
      line.connections.slice(before).find(({ frames }) => frames.some(({ up }) => !up))?.frames[0]?.at;
    const everybody = await until(() => {
      const wanted = new Set([...this.playing].flatMap((play) => play.openLines()));
      return [...were].every(([line, before]) => !wanted.has(line) || helloOf(line, before) !== undefined);
    }, ONLINE_MS);
    return { hellos: [...were].flatMap(([line, before]) => helloOf(line, before) ?? []), everybody };
  }

  private async next(): Promise<void> {
    const { server, crew, scripts, random, pause, calm, onChecked } = this.options;
    this.begun += 1;
    const own = random.fork(this.begun);
    const script = own.pick(scripts);
    const play = new Play({ script, server, crew, random: own, onDrop: null, pause, hurry: 1 });
    this.playing.add(play);
    try {
      const failures: string[] = [];
      const note = (error: Error) => void failures.push(`${play.doing}: ${error.message}`);
      await play.run().catch(note);
      const trace = await calm.during(async () => {
        if (own.chance(ENDS)) await play.end().catch(note);
        return lowerCurtain(play);
      });
      const { violations, reading } = check({ ...trace, hangs: [...failures, ...trace.hangs] });
      onChecked(reading, violations, trace);
    } finally {
      this.playing.delete(play);
    }
  }
}
