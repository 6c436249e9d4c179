import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coreScene, type Scene } from "./arbitraries.ts";
import { askEverybody, checkCore, same } from "./compare.ts";
import { CoreDriver } from "./core-driver.ts";
import { Coverage } from "./coverage.ts";
import { PARAMETERS, REPLAY, runs, SEED, within } from "./settings.ts";
import { MOST_MESSAGES, type Model, newModel } from "./spec/model.ts";
import { cast, type Step } from "./spec/steps.ts";
import { take } from "./spec/take.ts";

const START = Date.UTC(2026, 10, 21, 10);
const HISTORIES = 400;
const coverage = new Coverage();

type Side = { m: Model };

/** A scene on both sides, after a pause. */
class Command implements fc.Command<Side, CoreDriver> {
  constructor(
    private readonly scene: Scene,
    private readonly pauseMs: number,
  ) {}

  check(): boolean {
    return true;
  }

  run({ m }: Side, core: CoreDriver): void {
    if (this.pauseMs > 0) both(m, core, { do: "wait", ms: this.pauseMs, alarms: "late" });
    for (const step of this.scene) both(m, core, cast(step, m.owner ?? m.lastOwner));
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
  same(`after ${JSON.stringify(step)}`, seen, { answer, lines: m.lines });
  coverage.count(hits);
}

const pause = fc.constantFrom(0, 0, 1_100, 8_000);
const command = fc.tuple(coreScene, pause).map(([scene, pauseMs]) => new Command(scene, pauseMs));
const asking = fc.constant(new AskEverybody());
const mixed = [...Array.from({ length: 14 }, () => command), asking];
const commands = (most: number) => fc.commands(mixed, { maxCommands: most, size: "max", ...REPLAY });

/** A history, and the log read back at its end. */
function play(sides: { model: Side; real: CoreDriver }, steps: Iterable<fc.Command<Side, CoreDriver>>): void {
  fc.modelRun(() => sides, steps);
  same(
    "[I17] the log gives the stored state",
    sides.real.replayed,
    JSON.parse(JSON.stringify(sides.real.state)),
  );
}

describe("the heart does what the table says", () => {
  test(
    "[H2, H3, H5, H6, H7, H9, H13, H14, H16, H19, H21, H22, I13, I17, I18, I19] after any history, every cell tried",
    within(60_000),
    () => {
      fc.assert(
        fc.property(fc.constantFrom(true, true, true, false), commands(40), (aiOn, steps) => {
          play({ model: { m: newModel(aiOn, START, null) }, real: new CoreDriver(aiOn, START) }, steps);
        }),
        { ...PARAMETERS, numRuns: runs(HISTORIES) },
      );
      if ("path" in PARAMETERS) return;
      console.log(`seed ${SEED}\n${coverage.print()}`);
      expect(coverage.below(Math.max(1, runs(HISTORIES) / HISTORIES))).toEqual([]);
    },
  );

  test("[S5, I19] and near its 10,000th message, which ends it", within(60_000), () => {
    const m = newModel(true, START, null);
    const long = new CoreDriver(true, START);
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
      const [sides, core] = [structuredClone(m), long.fork()];
      for (const step of steps) both(sides, core, step);
      expect(core.state.control, JSON.stringify(steps.at(-1))).toBe("closed");
    }
    fc.assert(
      fc.property(commands(15), (steps) => {
        play({ model: { m: structuredClone(m) }, real: long.fork() }, steps);
      }),
      { ...PARAMETERS, numRuns: runs(30) },
    );
  });
});
