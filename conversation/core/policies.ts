import type { Context } from "./commands.ts";
import type { ConversationState } from "./state.ts";
import { expiresAt, type Terms, timersOf } from "./timers.ts";

/** How long after a failed answer the AI counts as failing, unless it answers before. */
const FAILING_MS = 5 * 60_000;

/** How soon a room that was evicted or crashed wakes to carry out what is still wished for. */
const RECOVER_MS = 2_000;
/** The same while this very process is at it, or has just tried in vain: it need not wake itself often. */
const RECOVER_LATER_MS = 30_000;

/** Whether there is an AI that control can go to (H22). */
export function aiHealth(
  state: ConversationState,
  { config, now }: Pick<Context, "config" | "now">,
): "working" | "off" | "failing" {
  if (!config.ai.on) return "off";
  return state.aiFailedAt !== null && now - state.aiFailedAt < FAILING_MS ? "failing" : "working";
}

/**
 * When the room must wake at the latest: at its next deadline, or soon if something is still wished for
 * (I18: every pending effect has an armed alarm). Null when nothing is pending.
 */
export function wakeAt(
  state: ConversationState,
  terms: Terms,
  now: number,
  effects: { pushPending: boolean; underWay: boolean; due: number | null },
): number | null {
  const times = timersOf(state, terms).map((timer) => timer.at);
  const expires = expiresAt(state, terms.config);
  // Past its time, and still here: the workspace has not taken it up yet, so it is asked again in a while.
  if (expires !== null) times.push(expires > now ? expires : now + RECOVER_LATER_MS);
  // Past it, something has kept the room from it.
  if (effects.due !== null) times.push(effects.due > now ? effects.due : now + RECOVER_LATER_MS);
  const wishing = state.wishes.ai !== null || state.wishes.summary !== null || state.reply !== null;
  const after = effects.underWay ? RECOVER_LATER_MS : RECOVER_MS;
  if (wishing || effects.pushPending) times.push(now + after);
  return times.length === 0 ? null : Math.min(...times);
}
