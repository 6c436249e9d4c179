import type { Effect } from "./effect.ts";
import * as happen from "./happenings.ts";
import { isOpenAt } from "./hours.ts";
import { internal, line, type Model } from "./model.ts";

/** How control leaves whoever has it, for the AI or for the queue. */

export const wanted: Effect = (m, move) => {
  happen.interrupt(m);
  move();
  internal(m, "human_requested");
};

export const resumed = (m: Model, move: () => void) => {
  move();
  line(m, "ai_resumed");
  internal(m, "ai_resumed");
};

export const released: Effect = (m, move) => {
  happen.closeTicket(m);
  resumed(m, move);
};

/** Back by itself: where the AI has declined already, the customer is told where that leaves them. */
export const releasedByItself: Effect = (m, move) => {
  happen.closeTicket(m);
  if (m.newest === "customer" && m.declined) happen.tellUnavailable(m);
  resumed(m, move);
};

/** The ticket that waits stays open, for the next takeover (H19). */
export const leavesQueue: Effect = (m, move) => {
  if (!m.told) happen.tellUnavailable(m);
  resumed(m, move);
};

/** Others take it from there; where they have gone home, the customer is told until when at once (B6, H22). */
export const requeued: Effect = (m, move) => {
  queuedAgain(m, move);
  if (!isOpenAt(m, m.now)) happen.tellUnavailable(m);
};

export function queuedAgain(m: Model, move: () => void): void {
  happen.closeTicket(m);
  move();
  line(m, "returned_to_queue");
  internal(m, "returned_to_queue");
}

/** Who waits from here on waits for the next closing time (B7). */
export function startsAnew(m: Model): void {
  Object.assign(m, { humanSince: m.now, deferredUntil: null, closingAt: null });
}

/** Somebody is wanted for what the AI will not answer, and nobody is there (H19). */
export function leftToNobody(m: Model): void {
  m.reply = null;
  m.holdUntil = null;
  happen.tellUnavailable(m);
}
