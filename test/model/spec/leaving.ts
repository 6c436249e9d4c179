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

/** Others take it from there. */
export const requeued: Effect = (m, move) => {
  queuedAgain(m, move);
  tellIfGone(m);
};

/** A person is wanted instead of an AI that is switched off. */
export const wantedInstead: Effect = (m, move, step) => {
  wanted(m, move, step);
  tellIfGone(m);
};

/** Who comes to wait for people who have gone home is told until when at once (B6, H22). */
export function tellIfGone(m: Model): void {
  if (!isOpenAt(m, m.now)) happen.tellUnavailable(m);
}

export function queuedAgain(m: Model, move: () => void): void {
  happen.closeTicket(m);
  move();
  line(m, "returned_to_queue");
  internal(m, "returned_to_queue");
}

/** From here on the next closing time counts (B7). */
export function startsAnew(m: Model): void {
  Object.assign(m, { humanSince: m.now, deferredUntil: null, closingAt: null });
}

/** Somebody is wanted for what the AI will not answer, and nobody is there (H19). */
export function leftToNobody(m: Model): void {
  m.reply = null;
  m.holdUntil = null;
  happen.tellUnavailable(m);
}
