import { internal, isEnded, type Model } from "./model.ts";

/** Replies of the AI that wait for their time: C1, C4, C6. */

/** In the model's workspace the shortest time is the longest, so that nobody throws dice. */
export const HOLD_MS = 41_717;
/** For so long at its end the customer sees that it is typed (C2). */
export const NEAR_MS = 5_000;

/** When an answer that is ready now would be sent; null where it goes out at once. */
export function dueAtNow(m: Model): number | null {
  if (!m.terms.cadence || !m.reply?.quiet) return null;
  const dueAt = Math.min(m.now + HOLD_MS, m.holdUntil ?? m.now + HOLD_MS);
  return dueAt > m.now ? dueAt : null;
}

export function hold(m: Model): void {
  const dueAt = dueAtNow(m);
  if (dueAt === null || !m.reply) return;
  m.holds += 1;
  m.holdUntil ??= m.now + HOLD_MS;
  m.held = { n: m.holds, at: m.now, dueAt, outdated: m.reply.overtaken };
  m.reply = null;
  m.failedAt = null;
  m.alerts = m.alerts.filter((alert) => alert !== "reply_near");
}

export function cancelHeld(m: Model, how: string): void {
  m.held = null;
  if (how !== "new_message") m.holdUntil = null;
  internal(m, `ai_reply_cancelled ${how}`);
}

/** C5: an agent did not want it; the AI is not asked again, and somebody is if nobody writes. */
export function refuseHeld(m: Model, by: string): void {
  cancelHeld(m, `${by} cancelled`);
  m.declined = true;
  m.unansweredAt = m.now;
  m.alerts = m.alerts.filter((alert) => alert !== "unanswered_late");
}

/** C4, C6: it outlives neither the control it was made under nor the message that it answers. */
export function settleHold(m: Model, before: { epoch: number }): void {
  if (!m.held) return;
  if (m.epoch !== before.epoch) {
    cancelHeld(m, isEnded(m) ? "ended" : m.owner ? "taken_over" : "control_moved");
  } else if (m.held.outdated) {
    cancelHeld(m, "new_message");
    m.wanted = true;
  }
}
