import { withoutChance } from "../../simulation/determinism.ts";
import { SimulatedTime } from "../../simulation/scheduler.ts";
import { checkLog } from "../check-log.ts";
import { same, seenIn } from "../compare.ts";
import type { Scene } from "../scenes.ts";
import { deadlinesOf, nextDeadline } from "../spec/deadlines.ts";
import type { Model } from "../spec/model.ts";
import { started } from "../spec/start.ts";
import { cast, PEOPLE, type Step } from "../spec/steps.ts";
import { type Hit, take } from "../spec/take.ts";
import { viewsOf } from "../spec/views.ts";
import { LATE_MS, type Settings } from "../tour.ts";
import { Stage } from "./stage.ts";

const SLACK_MS = 100;
/** As long as the workspace may take to hear of something, a crash in between included. */
const SETTLED_MS = 5_000;

/** A conversation from its start to its end, in the room and in the model. */
export async function inRoom(
  settings: Settings,
  run: (m: Model, stage: Stage) => Promise<unknown>,
): Promise<void> {
  const time = new SimulatedTime();
  await withoutChance(
    () => time.now(),
    async () => {
      if (settings.isLate) await time.pass(LATE_MS);
      const stage = await Stage.open(time, settings);
      const m = started(settings, stage.machine.now, { summaries: settings.summaries });
      await run(m, stage);
      await checkEnd(stage);
    },
  );
}

/** A scene as the room can play it: people take a second between any two things they do. */
export function* stepsOf(scene: Scene, m: Model): Generator<Step> {
  for (const step of scene) {
    yield { do: "wait", ms: 1_100, alarms: "each" };
    yield inTheRoom(cast(step, m.owner ?? m.lastOwner), m);
    // A clock that was put back is noticed when somebody comes, or an alarm rings.
    if (step.do === "jump" && step.ms < 0) {
      yield step.ms < -3_600_000 ? { do: "wake", times: 1 } : { do: "reconnect", by: "maria" };
    }
  }
}

export async function playScene(scene: Scene, m: Model, stage: Stage): Promise<Hit[]> {
  const all: Hit[] = [];
  for (const step of stepsOf(scene, m)) {
    stage.chronicle.readOn();
    const written = stage.chronicle.records.length;
    const seen = await stage.perform(step);
    const { answer, hits } = take(m, step, stage.chronicle.records[written]?.at);
    same(`after ${JSON.stringify(step)}`, seen, seenIn(m, answer));
    checkNow(m, stage);
    all.push(...hits);
  }
  return all;
}

/** The room brings no result of a generation under another epoch than its own, and its alarm follows the clock. */
function inTheRoom(step: Step, m: Model): Step {
  if ("of" in step && step.of === "misdated") return { ...step, of: "older" };
  if (step.do === "approach" || step.do === "reach") {
    // The room's AI begins within the time that it takes to write; the model's, after it.
    const ms = (nextDeadline(m) ?? m.now) - m.now + (step.do === "approach" ? -SLACK_MS : SLACK_MS);
    return { do: "wait", ms: Math.max(0, ms), alarms: "each" };
  }
  return step.do === "jump" && step.ms > 0 ? { do: "wait", ms: step.ms, alarms: "late" } : step;
}

function checkNow(m: Model, stage: Stage): void {
  same("who sees what", stage.views(), viewsOf(m));
  same("nothing odd was told or logged", stage.faults, []);
  if (m.reply) same("[H15] what the AI is given", stage.given, m.reply.given);
  const { alarmAt } = stage.machine;
  const pending = m.wanted || m.reply !== null || m.summaryAt !== null || deadlinesOf(m).length > 0;
  if (pending) same("[I18] an alarm stands when something is pending", alarmAt !== null, true);
  const next = nextDeadline(m);
  if (alarmAt !== null && next !== null && alarmAt > Math.max(next, m.now)) same("[I18]", alarmAt, next);
}

/** I2, I15, I17: at the end of any history. */
export async function checkEnd(stage: Stage): Promise<void> {
  await stage.perform({ do: "wait", ms: SETTLED_MS, alarms: "each" });
  checkDirectory(stage);
  const { state, replayed } = stage.chronicle.stored;
  same("[I17] the log gives the stored state", replayed, state);
  checkLog(stage.chronicle.records);
  for (const who of PEOPLE) {
    const { fresh, old } = await stage.fresh(who);
    same(`[I15] ${who}, fresh and old`, fresh.state, old.state);
    for (const [seq, entry] of fresh.public) same(`[I2] ${who}, ${seq}`, old.public.get(seq), entry);
    for (const [seq, entry] of fresh.internal) same(`[I2] ${who}, i${seq}`, old.internal.get(seq), entry);
    for (const [seq, entry] of fresh.audit) same(`[I2] ${who}, a${seq}`, old.audit.get(seq), entry);
  }
}

/** M4, M13: the workspace knows who monitors, and from whom that is kept. */
function checkDirectory({ workspace: { told }, machine }: Stage): void {
  const { monitor, stakes } = machine.room.conversation.journal.state;
  same("[M4] the directory knows who monitors", told?.monitor ?? null, monitor?.person ?? null);
  if (monitor) same("[M13] and who may not know", told?.hiddenFrom, stakes);
}
