import { afterAll, describe, expect, test } from "vitest";
import { withoutChance } from "../simulation/determinism.ts";
import { checkLog } from "./check-log.ts";
import { same, seenIn } from "./compare.ts";
import { CoreDriver } from "./core-driver.ts";
import { asSeenBefore, type Outcome, type Race, standing } from "./races/race.ts";
import { RACES } from "./races.ts";
import { ChoiceClock, everySchedule } from "./room/choices.ts";
import { checkEnd } from "./room/play.ts";
import { Stage } from "./room/stage.ts";
import type { SeenAnswer } from "./seen.ts";
import { runs, within } from "./settings.ts";
import { copyOf, type Model } from "./spec/model.ts";
import { started } from "./spec/start.ts";
import type { Step } from "./spec/steps.ts";
import { take } from "./spec/take.ts";
import { viewsOf } from "./spec/views.ts";

const START = Date.UTC(2026, 10, 21, 10);
/** So many schedules of one race are tried in the room, where there are as many; more until both outcomes were seen. */
const SCHEDULES = { least: 8, most: 200, every: 3_000 };
/** As long as the AI takes to write. */
const WINDOW_MS = 40;

const ORDERS = ["firstFirst", "secondFirst"] as const;
const inOrder = (race: Race, order: (typeof ORDERS)[number]): readonly Step[] =>
  order === "firstFirst" ? race.racers : [race.racers[1], race.racers[0]];

const inShort = (answer: SeenAnswer | null): string | null => {
  if (!answer) return null;
  return answer.ok ? "ok" : `${answer.code}${answer.by ? ` by ${answer.by}` : ""}`;
};

/** What everybody was answered, what each ledger got, and what everybody sees then. */
type Whole = Outcome & { internal: string[]; audit: string[]; views: unknown };

/** What the model says comes of one order. */
function played(race: Race, order: (typeof ORDERS)[number], m: Model): Whole {
  const ledgers = new Ledgers();
  const answers = new Map<Step, string | null>();
  const before = standing(m);
  for (const step of inOrder(race, order)) {
    answers.set(step, inShort(take(m, asSeenBefore(step, before, standing(m))).answer));
    ledgers.add(m);
  }
  return { ...outcomeOf(race, answers, ledgers.lines), ...ledgers.inner, views: timeless(viewsOf(m)) };
}

class Ledgers {
  readonly lines: string[] = [];
  private readonly internal: string[] = [];
  private readonly audit: string[] = [];

  add({ lines, internal, audit }: { lines: string[]; internal: string[]; audit: string[] }): void {
    this.lines.push(...lines);
    this.internal.push(...internal);
    this.audit.push(...audit);
  }

  /** A summary comes whenever it comes. */
  get inner() {
    return { internal: this.internal.filter((line) => line !== "ticket_summarised"), audit: this.audit };
  }
}

/** Times are told elsewhere: here they are what the race has made of them. */
function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      TIMES.has(key) && inner !== null ? "then" : timeless(inner),
    ]),
  );
}

const TIMES = new Set(["until", "since", "wrapUpUntil", "dueAt", "aiResumesAt", "backAt"]);

function outcomeOf(race: Race, answers: Map<Step, string | null>, lines: readonly string[]): Outcome {
  const [one, other] = race.racers;
  return { answers: [answers.get(one) ?? null, answers.get(other) ?? null], lines };
}

/** Whatever came of the race, the AI takes over again, and answers (H14). */
const EPILOGUE: readonly Step[] = [
  { do: "configure", aiOn: true, cadence: false, hours: "none", rules: false },
  { do: "wait", ms: 1_100, alarms: "each" },
  { do: "allow_ai_replies", by: "sue", epoch: "current" },
  { do: "wait", ms: 1_100, alarms: "each" },
  { do: "send_message", by: "maria", epoch: "current" },
  { do: "wait", ms: 1_100, alarms: "each" },
  { do: "finish_ai_reply", of: "newest" },
  { do: "finish_ai_reply", of: "newest" },
];

function prepared(race: Race, m: Model): Model {
  for (const step of race.before) if (!m.room || step.do !== "begin_ai_reply") take(m, step);
  if (race.messages !== undefined) m.messages = race.messages;
  return m;
}

describe("races, in both orders", () => {
  const inTheHeart = RACES.filter((race) => !race.inRoomOnly);
  test.each(inTheHeart.map((race) => [race.ids, race.name, race] as const))(
    "[%s] %s, in the heart",
    (_ids, _name, race) => {
      for (const order of ORDERS) {
        const core = new CoreDriver({ aiOn: true }, START);
        for (const step of race.before) core.perform(step);
        if (race.messages !== undefined) core.pretendMessages(race.messages);
        const answers = new Map<Step, string | null>();
        const ledgers = new Ledgers();
        // What the model remembers of what stood before is what the heart's frames would have named.
        const m = prepared(race, started({ aiOn: true }, START, null));
        const before = standing(m);
        for (const step of inOrder(race, order)) {
          const asMade = asSeenBefore(step, before, standing(m));
          take(m, asMade);
          const seen = core.perform(asMade);
          answers.set(step, inShort(seen.answer));
          ledgers.add(seen);
        }
        const outcome = outcomeOf(race, answers, ledgers.lines);
        expect(outcome, order).toEqual(race[order]);
        const model = played(race, order, prepared(race, started({ aiOn: true }, START, null)));
        expect({ ...outcome, ...ledgers.inner, views: timeless(core.views()) }, order).toEqual(model);
        checkLog(core.log);
      }
    },
  );
});

describe("races, in every order in which the room's disk, network, clock and AI can interleave", () => {
  test.each(RACES.map((race) => [race.ids, race.name, race] as const))(
    "[%s] %s",
    within(120_000),
    async (_ids, name, race) => {
      const expected = ORDERS.map((order) => {
        const m = prepared(race, started({ aiOn: true }, START, SUMMARIES));
        const outcome = played(race, order, m);
        expect({ answers: outcome.answers, lines: outcome.lines }, order).toEqual(race[order]);
        return { m, name: inText(outcome), outcome };
      });
      const outcomes = new Set(expected.map((one) => one.name));
      const seen = new Set<string>();
      let schedules = 0;
      let all = true;
      const most = race.everySchedule ? SCHEDULES.every : SCHEDULES.most;
      for (const choose of everySchedule(runs(most))) {
        all = race.everySchedule || schedules < runs(SCHEDULES.least) || seen.size < outcomes.size;
        if (!all) break;
        schedules += 1;
        await raceInRoom(race, choose, async (stage, outcome) => {
          const found = expected.find((one) => one.name === inText(outcome));
          if (!found) return same(`${name}: neither of the two orders`, outcome, expected[0]?.outcome);
          seen.add(found.name);
          await epilogue(copyOf(found.m), stage);
          if (schedules % 5 === 1 && race.messages === undefined) await checkEnd(stage);
        });
      }
      expect(schedules).toBeGreaterThan(1);
      if (race.everySchedule) expect(schedules, "of all that there are").toBeLessThan(runs(SCHEDULES.every));
      tried.push({ name, schedules, all });
      expect(seen.size, "each outcome was seen").toBe(outcomes.size);
    },
  );
});

const tried: { name: string; schedules: number; all: boolean }[] = [];

afterAll(() => {
  const total = tried.reduce((sum, { schedules }) => sum + schedules, 0);
  const whole = tried.filter(({ all }) => all).length;
  console.log(`${tried.length} races in ${total} schedules; of ${whole} races all that there are`);
});

const SUMMARIES = { summaries: true };

/** One schedule: both are handed in at once, and whatever may come first is chosen. */
async function raceInRoom(
  race: Race,
  choose: (options: number) => number,
  afterwards: (stage: Stage, outcome: Whole) => Promise<void>,
): Promise<void> {
  const clock = new ChoiceClock();
  await withoutChance(
    () => clock.now(),
    async () => {
      let slow = false;
      const stage = await Stage.open(clock, {
        ...{ aiOn: true, summaries: true },
        disk: { readMs: () => (slow ? 1 : null), writeMs: () => 0 },
        fetchTakes: () => new Promise<void>((resolve) => clock.after(slow ? 1 : 0, resolve)),
      });
      for (const step of race.before) if (step.do !== "begin_ai_reply") await stage.perform(step);
      if (race.messages !== undefined) stage.pretendMessages(race.messages);
      const from = stage.customersEnd;
      stage.chronicle.readOn();
      slow = true;
      const racers = race.racers.map((step) => ({ step, ...stage.prepare(step) }));
      for (const { handIn } of racers) clock.after(1, handIn);
      await clock.race(WINDOW_MS, choose);
      slow = false;
      await clock.pass(WINDOW_MS);
      const ledgers = new Ledgers();
      ledgers.add({ lines: stage.linesFrom(from), ...stage.chronicle.readOn() });
      const answers = new Map<Step, string | null>();
      for (const { step, clientId } of racers) {
        answers.set(step, clientId && "by" in step ? inShort(stage.answer(step.by, clientId)) : null);
      }
      same("nothing odd was told or logged", stage.faults, []);
      const outcome = outcomeOf(race, answers, ledgers.lines);
      await afterwards(stage, { ...outcome, ...ledgers.inner, views: timeless(stage.views()) });
    },
  );
}

async function epilogue(m: Model, stage: Stage): Promise<void> {
  for (const step of EPILOGUE) {
    const { answer } = take(m, step);
    same(`then ${JSON.stringify(step)}`, await stage.perform(step), seenIn(m, answer));
  }
  same("who sees what in the end", timeless(stage.views()), timeless(viewsOf(m)));
  checkLog(stage.chronicle.records);
}

const inText = (outcome: object) => JSON.stringify(sorted(outcome));

/** With its keys in order, so that two of them can be compared as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
