import { setTimeout as delay } from "node:timers/promises";
import type { Play } from "../replay/play.ts";

/**
 * What people do between one turn and the next, each as likely as the others: they think, they fall quiet for long
 * enough that the room sleeps, or they close every tab and come back.
 */
const PAUSES = [
  { ms: [5_000, 45_000], leaves: false },
  { ms: [5_000, 45_000], leaves: false },
  { ms: [15_000, 90_000], leaves: false },
  { ms: [10_000, 120_000], leaves: true },
] as const;

/** A short run has short pauses, so that its conversations come to an end too. */
export function pausesOf(minutes: number, signal: AbortSignal): (play: Play) => Promise<void> {
  const scale = Math.min(1, minutes / 10);
  return async (play) => {
    const { random } = play.options;
    const pause = random.pick(PAUSES);
    const [low, high] = pause.ms;
    const ms = random.between(low * scale, high * scale);
    if (pause.leaves) await play.leave();
    else play.sendAway();
    play.doing = pause.leaves ? "away" : "thinking";
    await delay(ms, undefined, { signal }).catch(() => undefined);
    if (pause.leaves) play.openTab();
    if (signal.aborted) play.isEnough = true;
  };
}
