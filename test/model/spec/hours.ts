import { HOUR_MS } from "./steps.ts";

/** Business hours as the model's workspace keeps them: people are there for 40 minutes of each hour (B1). */

const OPEN_MS = 40 * 60_000;
/** Agents are told so long before (B2). */
export const WARN_MS = 10 * 60_000;
/** It is put off by so much (B4), for one who wrote so recently. */
export const DEFER_MS = 15 * 60_000;
export const RECENT_MS = 5 * 60_000;

type Hours = { terms: { hours: string }; humanSince: number | null; deferredUntil: number | null };

const past = (at: number) => ((at % HOUR_MS) + HOUR_MS) % HOUR_MS;

export const isOpenAt = ({ terms }: Hours, at: number) => terms.hours === "none" || past(at) < OPEN_MS;

/** The next opening after `at`; null where people are always there. */
export const nextOpening = ({ terms }: Hours, at: number) =>
  terms.hours === "none" ? null : at - past(at) + HOUR_MS;

const nextClosing = (at: number) => at - past(at) + OPEN_MS + (past(at) < OPEN_MS ? 0 : HOUR_MS);

/** When people go home from what they have (B2, B7); null where the AI has it, or they never do. */
export function closingTime({ terms, humanSince, deferredUntil }: Hours): number | null {
  if (terms.hours === "none" || humanSince === null) return null;
  return deferredUntil ?? nextClosing(humanSince);
}

/** When the AI has it back by itself, as agents are told: one that is switched off does not (H22). */
export const resumeTime = (m: Hours & { aiOn: boolean }) => (m.aiOn ? closingTime(m) : null);
