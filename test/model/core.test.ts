import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coreScene } from "./arbitraries.ts";
import { checkLog } from "./check-log.ts";
import { askEverybody, checkCore, same, seenIn } from "./compare.ts";
import { CoreDriver } from "./core-driver.ts";
import { Coverage, existingCells } from "./coverage.ts";
import type { Scene } from "./scenes.ts";
import { PARAMETERS, REPLAY, runs, SEED, within } from "./settings.ts";
import { MOST_MESSAGES } from "./spec/happenings.ts";
import { copyOf, type Model } from "./spec/model.ts";
import { started } from "./spec/start.ts";
import { cast, type Step } from "./spec/steps.ts";
import { take } from "./spec/take.ts";
import { anySettings, type History, LATE_MS, nameOf, type Settings, shrunk, tourOf } from "./tour.ts";

const START = Date.UTC(2026, 10, 21, 10);
const HISTORIES = 200;
const coverage = new Coverage();

type Side = { m: Model };

/** Both, as a conversation starts. */
function begun({ isLate, ...start }: Settings): Side & { core: CoreDriver } {
  const now = START + (isLate ? LATE_MS : 0);
  return { m: started(start, now, null), core: new CoreDriver(start, now) };
}

/** A scene after a pause. */
function* stepsOf(scene: Scene, m: Model, pauseMs = 1_100): Generator<Step> {
  if (pauseMs > 0) yield { do: "wait", ms: pauseMs, alarms: "late" };
  for (const step of scene) yield cast(step, m.owner ?? m.lastOwner);
}

/** A scene on both sides. What has closed is left alone mostly: there is little left to try. */
class Command implements fc.Command<Side, CoreDriver> {
  constructor(
    private readonly scene: Scene,
    private readonly pauseMs: number,
    private readonly evenClosed: boolean,
  ) {}

  check({ m }: Side): boolean {
    return m.column !== "C" || this.evenClosed;
  }

  run({ m }: Side, core: CoreDriver): void {
    for (const step of stepsOf(this.scene, m, this.pauseMs)) both(m, core, step);
    checkCore(core, m);
  }

  toString(): string {
    return `${this.pauseMs} ms, ${JSON.stringify(this.scene)}`;
  }
}

/** Everybody tries everything, and nothing comes of it. */
class AskEverybody implements fc.Command<Side, CoreDriver> {
  check(): boolean {
    return true;
  }

  run({ m }: Side, core: CoreDriver): void {
    coverage.count(askEverybody(core, m));
  }

  toString(): string {
    return "everybody asks";
  }
}

function both(m: Model, core: CoreDriver, step: Step): void {
  const { answer, hits } = take(m, step);
  const seen = core.perform(step);
  same(`after ${JSON.stringify(step)}`, seen, seenIn(m, answer));
  coverage.count(hits);
}

const pause = fc.constantFrom(0, 0, 1_100, 8_000);
const command = fc
  .tuple(coreScene, pause, fc.constantFrom(true, false, false))
  .map(([scene, pauseMs, evenClosed]) => new Command(scene, pauseMs, evenClosed));
const asking = fc.constant(new AskEverybody());
const mixed = [...Array.from({ length: 14 }, () => command), asking];
const commands = (most: number) => fc.commands(mixed, { maxCommands: most, size: "max", ...REPLAY });

/** A history, and the log read back at its end. */
function play(sides: { model: Side; real: CoreDriver }, steps: Iterable<fc.Command<Side, CoreDriver>>): void {
  fc.modelRun(() => sides, steps);
  checkEnd(sides.real);
}

function checkEnd(core: CoreDriver): void {
  const stored: unknown = JSON.parse(JSON.stringify(core.state));
  same("[I17] the log gives the stored state", core.replayed, stored);
  checkLog(core.log);
}

/** What goes wrong in a history, or null. */
async function failureOf({ settings, scenes }: History): Promise<unknown> {
  try {
    const { m, core } = begun(settings);
    for (const scene of scenes) {
      for (const step of stepsOf(scene, m)) both(m, core, step);
      checkCore(core, m);
    }
    checkEnd(core);
    return null;
  } catch (error) {
    return error;
  }
}

/** What random histories have not met is looked for by the model alone, and tried then. */
async function tryTheRest(): Promise<void> {
  const untried = existingCells().filter(({ row, column }) => coverage.of(row, column) === 0);
  const { histories, missing } = tourOf(SEED, {
    ...{ scene: coreScene, cells: untried.map(nameOf), stepsOf },
    start: (settings) => begun(settings).m,
  });
  expect(missing, "cells that no history reaches").toEqual([]);
  for (const history of histories) {
    const failure = await failureOf(history);
    if (!failure) continue;
    const least = await shrunk(history, failureOf);
    console.log(`seed ${SEED}, a history that fails: ${JSON.stringify(least)}`);
    throw failure;
  }
}

describe("the heart does what the table says", () => {
  test(
    `[H2, H3, H5, H6, H7, H9, H13, H14, H16, H19, H20, H21, H22, I6, I9, I13, I14, I17, I18, I19, M4, M5, M6, M7, M8, M10, \
M13, M14, S2, S3, S4, S6, S7, T1, T2, T3, T4, T6, A8, B2, B4, B5, B7, C2, C3, C4, C5, C6, E1, E2, E3, E4, E5, E6, E7, E8, \
E10] after any history, every cell tried`,
    within(240_000),
    async () => {
      fc.assert(
        fc.property(anySettings, commands(50), (settings, steps) => {
          const { m, core } = begun(settings);
          play({ model: { m }, real: core }, steps);
        }),
        { ...PARAMETERS, numRuns: runs(HISTORIES) },
      );
      if ("path" in PARAMETERS) return;
      await tryTheRest();
      console.log(`seed ${SEED}\n${coverage.print()}`);
      expect(coverage.below(1)).toEqual([]);
    },
  );

  test("[S5, I19] and near its 10,000th message, which ends it", within(60_000), () => {
    const { m, core: long } = begun({ aiOn: true, summaries: true });
    const says: Step = { do: "send_message", by: "maria", epoch: "current" };
    for (let count = 0; count < MOST_MESSAGES - 3; count += 1) {
      take(m, says);
      long.perform(says);
    }
    same("[I17] a long log gives the stored state", long.replayed, JSON.parse(JSON.stringify(long.state)));
    const begins: Step = { do: "begin_ai_reply" };
    const stillTwo = [says, says];
    const endings: Step[][] = [
      [...stillTwo, says],
      [...stillTwo, begins, { do: "finish_ai_reply", of: "newest" }],
      [...stillTwo, { do: "send_message", by: "ann", epoch: "current" }],
      [says, { do: "take_over", by: "ann" }, says, { do: "send_message", by: "ann", epoch: "current" }],
      // Two at once: what the AI had streamed, and the agent's first words.
      [...stillTwo, begins, { do: "stream" }, { do: "send_message", by: "ann", epoch: "current" }],
    ];
    for (const steps of endings) {
      const [sides, core] = [copyOf(m), long.fork()];
      for (const step of steps) both(sides, core, step);
      expect(core.state.successorId, JSON.stringify(steps.at(-1))).not.toBeNull();
    }
    fc.assert(
      fc.property(commands(15), (steps) => {
        play({ model: { m: copyOf(m) }, real: long.fork() }, steps);
      }),
      { ...PARAMETERS, numRuns: runs(20) },
    );
  });
});
