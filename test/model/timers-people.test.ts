import { describe, expect, test } from "vitest";
import type { EventType } from "../../conversation/core/events.ts";
import { withoutChance } from "../simulation/determinism.ts";
import { SimulatedTime } from "../simulation/scheduler.ts";
import { checkLog } from "./check-log.ts";
import { Stage } from "./room/stage.ts";
import type { Step } from "./spec/steps.ts";

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

/** What is given so much time, and what is to happen when it is over. */
type Term = { name: string; ids: string; before: readonly Step[]; ms: number; event: EventType };

const takes: Step = { do: "take_over", by: "ann" };
const TERMS: readonly Term[] = [
  {
    name: "a transfer offer",
    ids: "S3, I9, I14",
    before: [takes, { do: "offer_transfer", by: "ann", epoch: "current", to: { agent: "ben" } }],
    ms: 30 * SECOND,
    event: "transfer_timed_out",
  },
  {
    name: "an offer of the workspace",
    ids: "S10, I9, I14",
    before: [
      { do: "request_human", by: "maria" },
      { do: "route", agent: "ben" },
    ],
    ms: 30 * SECOND,
    event: "transfer_timed_out",
  },
  {
    name: "a monitoring lease",
    ids: "M5, I9",
    before: [takes, { do: "monitor", by: "sue" }],
    ms: 30 * SECOND,
    event: "monitor_stopped",
  },
  {
    name: "a wrap-up",
    ids: "S6, I9",
    before: [takes, { do: "end", by: "ann", epoch: "current" }],
    ms: 120 * SECOND,
    event: "wrap_up_expired",
  },
  {
    name: "the wrap-up of who lost it",
    ids: "T6, I9",
    before: [
      ...[takes, { do: "monitor", by: "sue" } as const],
      { do: "prepare_take_over", by: "sue", lease: "current" },
      { do: "confirm_take_over", by: "sue", with: "own" },
    ],
    ms: 120 * SECOND,
    event: "wrap_up_expired",
  },
];

const waits = (ms: number): Step => ({ do: "wait", ms, alarms: "each" });
const jumps = (ms: number): Step => ({ do: "jump", ms });

describe.each(TERMS.map((term) => [term.ids, term.name, term] as const))("[%s] %s", (_ids, _name, term) => {
  /** How often it has happened after each of these steps. */
  async function counted(steps: readonly Step[], alarmLateMs = 0): Promise<number[]> {
    const time = new SimulatedTime();
    return withoutChance(
      () => time.now(),
      async () => {
        const options = { aiOn: true, summaries: true, alarmLateMs: () => alarmLateMs };
        const stage = await Stage.open(time, options);
        const counts: number[] = [];
        for (const step of steps) {
          await stage.perform(step);
          const events = stage.chronicle.records.flatMap((record) => record.events);
          counts.push(events.filter((event) => event.type === term.event).length);
        }
        checkLog(stage.chronicle.records);
        expect(stage.faults).toEqual([]);
        return counts.slice(term.before.length);
      },
    );
  }

  test("ends once, and not before its time", async () => {
    const { before, ms } = term;
    expect(await counted([...before, waits(ms - 1), waits(1), waits(ms), waits(ms)])).toEqual([0, 1, 1, 1]);
  });

  test("whatever alarms ring too early, twice, or too late", async () => {
    const { before, ms } = term;
    const wakes: Step = { do: "wake", times: 2 };
    const steps = [...before, wakes, waits(ms - 1), wakes, waits(1), wakes];
    expect(await counted(steps)).toEqual([0, 0, 0, 1, 1]);
    const late = 3 * SECOND;
    expect(await counted([...before, waits(ms), waits(late), waits(ms)], late)).toEqual([0, 1, 1]);
  });

  test("after a restart in between, and one as it is due", async () => {
    const { before, ms } = term;
    const crashes: Step = { do: "crash" };
    const steps = [...before, waits(ms / 2), crashes, waits(ms / 2 - 1), waits(1), crashes, waits(ms)];
    expect(await counted(steps)).toEqual([0, 0, 0, 1, 1, 1]);
    const late = 5 * SECOND;
    expect(await counted([...before, waits(ms), crashes, waits(2 * late)], late)).toEqual([0, 0, 1]);
  });

  test("as long after the clock is put right as it was to last, where it began on one that was ahead", async () => {
    const { before, ms } = term;
    const comes: Step = { do: "reconnect", by: "maria" };
    const steps = [jumps(DAY), ...before, jumps(-DAY), comes, waits(ms - 1), waits(1), waits(ms)];
    expect((await counted(steps)).slice(1)).toEqual([0, 0, 0, 1, 1]);
  });
});

describe("a monitoring lease", () => {
  async function onStage(play: (stage: Stage) => Promise<void>, alarmLateMs = 0): Promise<void> {
    const time = new SimulatedTime();
    const options = { aiOn: true, summaries: true, alarmLateMs: () => alarmLateMs };
    await withoutChance(
      () => time.now(),
      async () => play(await Stage.open(time, options)),
    );
  }

  const watches = (by: "sue" | "tom"): Step => ({ do: "monitor", by });
  const renews: Step = { do: "renew_monitor", by: "sue", lease: "current" };
  const holder = (stage: Stage) => stage.views().agents.tom.monitor?.by ?? null;

  test("[M2, M5] lasts as long as it is renewed, and renewing it is written nowhere", () =>
    onStage(async (stage) => {
      await stage.perform(watches("sue"));
      const written = stage.chronicle.records.length;
      for (let times = 0; times < 6; times += 1) {
        await stage.perform(waits(10 * SECOND));
        await stage.perform(renews);
      }
      await stage.perform(waits(30 * SECOND - 1));
      expect(holder(stage)).toBe("sue");
      expect(stage.chronicle.records.length).toBe(written);
      await stage.perform(waits(1));
      expect(holder(stage)).toBeNull();
    }));

  test("[M4, M5] of one who has vanished keeps the next one out for so long, and no longer", () =>
    onStage(async (stage) => {
      await stage.perform(watches("sue"));
      await stage.perform({ do: "crash" });
      await stage.perform(waits(29 * SECOND));
      const early = await stage.perform(watches("tom"));
      expect(early.answer).toEqual({ ok: false, code: "already_monitored", by: "sue" });
      await stage.perform(waits(SECOND));
      const next = await stage.perform(watches("tom"));
      expect(next.answer).toMatchObject({ ok: true, lease: 2 });
      expect(holder(stage)).toBe("tom");
    }));

  test("[M5] that has run out is not brought back by a sign of life, though no alarm has rung yet", () =>
    onStage(async (stage) => {
      await stage.perform(watches("sue"));
      await stage.perform(waits(31 * SECOND));
      expect(holder(stage)).toBe("sue");
      await stage.perform(renews);
      await stage.perform(waits(5 * SECOND));
      expect(holder(stage)).toBeNull();
    }, 5 * SECOND));
});
