import type { ControlState, Spent } from "./control-state.ts";
import { HOUR_MS } from "./steps.ts";

/** A8: how often the AI may answer in an hour, where the model's workspace says so. */
export const MOST_PER_HOUR = 2;

type Counting = Pick<ControlState, "answers" | "terms"> & { now: number };

const countNow = ({ since, count }: Spent, term: number, now: number) => (now < since + term ? count : 0);

/** What is the conversation's own. */
export const isSpent = ({ answers, terms, now }: Counting) =>
  terms.budget === "conversation" && countNow(answers.hour, HOUR_MS, now) >= MOST_PER_HOUR;

export const mayBegin = (m: Counting) => m.terms.budget !== "workspace" && !isSpent(m);

export function countAnswer({ answers, now }: Counting): void {
  for (const [spent, term] of [
    [answers.hour, HOUR_MS],
    [answers.day, 24 * HOUR_MS],
  ] as const) {
    const before = countNow(spent, term, now);
    Object.assign(spent, before === 0 ? { since: now, count: 1 } : { count: before + 1 });
  }
}
