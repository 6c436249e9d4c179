import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timersOf } from "../../conversation/core/timers.ts";
import { withoutChance } from "../simulation/determinism.ts";
import { SimulatedTime } from "../simulation/scheduler.ts";
import { roomScene, timeScene } from "./arbitraries.ts";
import { checkLog } from "./check-log.ts";
import { CoreDriver } from "./core-driver.ts";
import { Stage } from "./room/stage.ts";
import type { Scene } from "./scenes.ts";
import { PARAMETERS, runs, within } from "./settings.ts";
import { AGENTS, type AgentId, cast, type Step } from "./spec/steps.ts";

const START = Date.UTC(2026, 10, 21, 10);
const MINUTE = 60_000;
const owned = (owner: string | undefined): AgentId | null => AGENTS.find((agent) => agent === owner) ?? null;

/** I18: an alarm stands while a deadline does, and rings in time for it. One that is overdue was set to "now". */
function expectAlarm(
  alarm: number | null,
  deadlines: readonly { at: number }[],
  now: number,
  lateMs = 0,
): void {
  if (deadlines.length === 0) return;
  expect(alarm).not.toBeNull();
  expect(alarm).toBeLessThanOrEqual(Math.max(now, Math.min(...deadlines.map(({ at }) => at))) + lateMs);
}

const start: Scene = [
  { do: "send_message", by: "maria", epoch: "current" },
  { do: "take_over", by: "ann" },
];
const histories = fc.array(timeScene, { maxLength: 30, size: "max" });

describe("deadlines, whatever clocks and alarms do", () => {
  test("[I9, I18] each one's effect happens once, not before its time, and an alarm stands for it until then", () => {
    let effects = 0;
    fc.assert(
      fc.property(histories, (scenes) => {
        const core = new CoreDriver({ aiOn: true }, START);
        const standing = new Map<string, number>();
        const look = () => {
          expectAlarm(core.alarm, core.deadlines, core.now);
          for (const { id, at } of timersOf(core.state, core.terms)) standing.set(id, at);
        };
        for (const step of [start, ...scenes].flat()) {
          core.perform(cast(step, owned(core.state.owner?.id)));
          look();
        }
        // Everything that still stands comes due: the alarm rings when it was set to.
        for (let rings = 0; rings < 30 && core.deadlines.length > 0; rings += 1) {
          core.now = Math.max(core.now, core.alarm ?? core.now);
          core.ring();
          look();
        }
        for (const { timerId, at, now } of core.fired) {
          expect(now, timerId).toBeGreaterThanOrEqual(at);
          expect(standing.get(timerId) ?? at, `${timerId} has not moved`).toBe(at);
        }
        // When closing time is they are told again as often as it moves, there and back.
        const ids = core.fired.flatMap(({ timerId }) => (timerId.startsWith("closing_soon@") ? [] : timerId));
        expect(new Set(ids).size, "once each").toBe(ids.length);
        expect(
          core.deadlines.filter(({ at }) => at <= core.now),
          "nothing due is left",
        ).toEqual([]);
        effects += ids.length;
      }),
      { ...PARAMETERS, numRuns: runs(80) },
    );
    if (!("path" in PARAMETERS)) expect(effects).toBeGreaterThan(runs(80) * 2);
  });

  test(
    "[I9, I16, I18] and in a room whose alarms are late or doubled and whose process dies",
    within(60_000),
    async () => {
      const rooms = fc.array(
        fc.oneof(
          { weight: 3, arbitrary: timeScene.filter((scene) => scene.every(isForRooms)) },
          { weight: 1, arbitrary: roomScene.filter((scene) => scene.every(isForRooms)) },
          { weight: 1, arbitrary: fc.constant<Scene>([{ do: "crash" }]) },
        ),
        { maxLength: 12, size: "max" },
      );
      let effects = 0;
      await fc.assert(
        fc.asyncProperty(rooms, fc.integer({ min: 0, max: 5_000 }), async (scenes, lateMs) => {
          const time = new SimulatedTime();
          await withoutChance(
            () => time.now(),
            async () => {
              const options = { aiOn: true, summaries: false, alarmLateMs: () => lateMs };
              const stage = await Stage.open(time, options);
              const deadlines = () => {
                const { state, margin } = stage.machine.room.conversation.journal;
                return timersOf(state, margin);
              };
              for (const step of [start, ...scenes].flat()) {
                const owner = stage.machine.room.conversation.journal.state.owner?.id;
                await stage.perform({ do: "wait", ms: 1_100, alarms: "each" });
                await stage.perform(cast(step, owned(owner)));
                // Whoever is here says something soon, and has the room look at its clock.
                if (step.do === "jump" && step.ms < 0) await stage.perform({ do: "reconnect", by: "maria" });
                expectAlarm(stage.machine.alarmAt, deadlines(), stage.machine.now, lateMs);
              }
              await stage.perform({ do: "wait", ms: 40 * MINUTE, alarms: "each" });
              expect(deadlines().filter(({ at }) => at < stage.machine.now - lateMs - 1)).toEqual([]);
              effects += expectOnceEach(stage);
            },
          );
        }),
        { ...PARAMETERS, numRuns: runs(6) },
      );
      if (!("path" in PARAMETERS)) expect(effects).toBeGreaterThan(0);
    },
  );
});

test("[I18] an alarm that a clock set which was ahead is set anew when somebody comes", async () => {
  const time = new SimulatedTime();
  await withoutChance(
    () => time.now(),
    async () => {
      const stage = await Stage.open(time, { aiOn: true, summaries: true, alarmLateMs: () => 2_000 });
      const day = 24 * 60 * MINUTE;
      await stage.perform({ do: "take_over", by: "ann" });
      await stage.perform({ do: "jump", ms: day });
      // The alarm, which is late, is set again meanwhile, by the wrong clock.
      await stage.perform({ do: "configure", aiOn: false });
      await stage.perform({ do: "jump", ms: -day });
      await stage.perform({ do: "reconnect", by: "maria" });
      expect(stage.machine.alarmAt).toBeLessThanOrEqual(stage.machine.now + MINUTE);
    },
  );
});

/** Of what the log tells: no alert twice in one stretch of waiting, and none before its time. */
function expectOnceEach(stage: Stage): number {
  checkLog(stage.chronicle.records);
  const told = new Map<string, number>();
  let since = 0;
  let answers = 0;
  for (const { at, epoch, events } of stage.chronicle.records) {
    for (const event of events) {
      if (event.type === "taken_over") since = at;
      if (event.type === "clock_corrected") since = Math.min(since, at);
      if (event.type === "message_sent" && event.author.role === "agent") answers += 1;
      if (event.type !== "alerted") continue;
      const key = `${event.alert} ${epoch} ${answers}`;
      told.set(key, (told.get(key) ?? 0) + 1);
      if (event.alert === "nudge") expect(at - since).toBeGreaterThanOrEqual(MINUTE);
      if (event.alert === "joining_late") expect(at - since).toBeGreaterThanOrEqual(3 * MINUTE);
    }
  }
  expect([...told].filter(([, times]) => times > 1)).toEqual([]);
  return told.size;
}

/** What the room brings by itself cannot be brought to it. */
function isForRooms(step: { do: Step["do"] }): boolean {
  return !["begin_ai_reply", "finish_summary", "correct_clock", "approach", "reach"].includes(step.do);
}
