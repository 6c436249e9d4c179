import { setTimeout as delay } from "node:timers/promises";
import type { Violation } from "../checker/reading.ts";
import type { Call } from "../checker/trace.ts";
import { randomFrom } from "../harness/random.ts";
import { type Absences, disappear } from "./absences.ts";
import { ENDS, type End, endIn, endOf } from "./answered.ts";
import { closeAt } from "./closing.ts";
import { openCrew } from "./crew.ts";
import { lowerCurtain } from "./curtain.ts";
import { happenedIn, judge, waitIn } from "./judge.ts";
import type { Drop } from "./line.ts";
import { Play } from "./play.ts";
import type { ReplayOptions } from "./replay.ts";
import { Stats } from "./stats.ts";
import { until } from "./until.ts";

/**
 * A bad day: the model fails, agents disappear in mid-sentence, connections get lost, and in the middle of it all
 * people go home. At its end every customer must have been answered by somebody, or told when somebody is back.
 */

const MINUTE = 60_000;
/** So long at least people work before they go home, and so long the plays go on after it. */
const [WORKING_MS, AFTER_MS] = [30_000, 20_000];
/** How many times faster than real ones the clients' timers run. Less than in a replay: a slow machine is no fault. */
const HURRY = 2;
/** A play that has not come to its end so long after that hangs. */
const HANG_MS = 30_000;
/** What nobody answers comes to its end by deadlines, one after the other: at the latest after so long. */
const SETTLE_MS = 45_000;

/** Control moves by itself all the time: whoever comes too late hears one of these. */
const LATE: Call["mayFail"] = [
  ...(["stale_epoch", "not_assigned", "already_taken_over", "forbidden"] as const),
  ...(["ai_unavailable", "not_available"] as const),
];

export type BadDay = {
  stats: Stats;
  violations: readonly Violation[];
  absences: Absences;
  /** How many conversations came to each end, and which of them were left without an answer. */
  ends: ReadonlyMap<End, number>;
  unanswered: readonly string[];
  /** The longest that a customer waited for the answer to their last message, in milliseconds. */
  longestMs: number;
  /** How often something happened, by its name. */
  happened: ReadonlyMap<string, number>;
};

export type BadDayOptions = Omit<ReplayOptions, "concurrency"> & {
  /** Told what the day has come to. */
  tell(what: string): void;
};

export async function badDay(options: BadDayOptions): Promise<BadDay> {
  const { server, secret, seed, conversations, onFailure, tell } = options;
  const random = randomFrom(seed);
  const stats = new Stats();
  const faults = (side: "customer" | "agent", index: number) => ({
    random: random.fork(index),
    onDrop: (drop: Drop) => {
      stats.drops[side][drop] += 1;
    },
  });
  const closing = Math.ceil((Date.now() + WORKING_MS) / MINUTE) * MINUTE;
  const over = closing + AFTER_MS;
  await closeAt(closing, server, secret);
  tell(`people go home in ${Math.round((closing - Date.now()) / 1_000)} s`);
  const crew = await openCrew(server, secret, faults("agent", 0), { hurry: HURRY });

  const scripts = random.shuffle(options.scripts);
  const plays = Array.from({ length: conversations }, (_, index) => {
    const script = scripts[index % scripts.length];
    if (!script) throw new RangeError("There is nothing to replay.");
    const own = faults("customer", index + 1);
    // Their turns go on until the day is over, whenever they began, and however few there are.
    const share = Math.min(1, 2 / script.turns.length);
    const pause = () => delay(own.random.next() * share * Math.max(0, over - Date.now()));
    const isStaffed = () => Date.now() < closing;
    return new Play({ script, server, crew, ...own, hurry: HURRY, mayFail: LATE, isStaffed, pause });
  });
  try {
    const begin = async (play: Play) => {
      await delay(play.options.random.next() * Math.max(0, closing - WORKING_MS / 2 - Date.now()));
      await play.run();
    };
    const playing = Promise.all(plays.map((play) => inTime(play, begin(play), over + HANG_MS)));
    const [absences, stuck] = await Promise.all([disappear(crew, random.fork(-1), over), playing]);
    tell("the day is over, the network heals");
    for (const play of plays) for (const line of play.openLines()) line.becalm();
    await until(() => plays.every(isSettled), SETTLE_MS);

    const open = plays.filter((play) => !isSettled(play)).length;
    tell(`${open} customers wait for an answer still; the ledgers are read`);
    const gone = new Set(crew.filter(({ isAway }) => isAway).map(({ name }) => name));
    const readings = await Promise.all(
      plays.map(async (play, index) => {
        const { hangs, ...trace } = await lowerCurtain(play);
        return judge({ ...trace, hangs: [...(stuck[index] ?? []), ...hangs] }, gone);
      }),
    );
    for (const { reading } of readings) stats.add(reading);
    const ends = new Map<End, number>(ENDS.map((end) => [end, 0]));
    const unanswered: string[] = [];
    for (const { reading, violations } of readings) {
      const end = endIn(reading);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const isLeft = end === "nobody" || end === "told that nobody is there";
      if (isLeft) unanswered.push(`${reading.trace.conversation}: ${end}`);
      if (isLeft || violations.length > 0) onFailure(reading.trace);
    }
    return {
      ...{ stats, absences, ends, unanswered },
      violations: readings.flatMap(({ violations }) => violations),
      longestMs: Math.max(0, ...readings.map(({ reading }) => waitIn(reading))),
      happened: counted(readings.flatMap(({ reading }) => happenedIn(reading))),
    };
  } finally {
    for (const agent of crew) agent.close();
  }
}

/** Why it hangs, where it has not come to its end by then. */
async function inTime(play: Play, playing: Promise<void>, deadline: number): Promise<string[]> {
  const late = delay(deadline - Date.now(), true, { ref: false });
  const isLate = await Promise.race([playing.then(() => false), late]);
  return isLate ? [`still ${play.doing} at the end of the day`] : [];
}

/** Whether the customer's last message has been seen to, as far as their screen shows. */
function isSettled({ tabs: [tab] }: Play): boolean {
  if (!tab) return true;
  const { timeline, backAt } = tab.client.snapshot();
  return endOf(timeline, backAt) !== "nobody";
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
