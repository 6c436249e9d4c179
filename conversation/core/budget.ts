import type { WorkspaceConfig } from "./config.ts";

/** How many answers the AI has begun since then; the next one after its time begins a new count. */
export type Spent = { since: number; count: number };
/** Whose budget it is. Only the conversation's own is counted here; of the others it is told. */
export type BudgetOf = "conversation" | "workspace" | "customer" | "address";
export type Answers = { hour: Spent; day: Spent };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NONE: Spent = { since: 0, count: 0 };
export const NO_ANSWERS: Answers = { hour: NONE, day: NONE };

/** One more answer has been begun. Two numbers each, however many there are (I19). */
export function withAnswer({ hour, day }: Answers, at: number): Answers {
  return { hour: counted(hour, HOUR, at), day: counted(day, DAY, at) };
}

/** Whether the conversation has had all the answers it may have for now (A8). */
export function isSpent({ hour, day }: Answers, budgets: WorkspaceConfig["budgets"], now: number): boolean {
  const { conversationPerHour, conversationPerDay } = budgets;
  return reaches(hour, HOUR, conversationPerHour, now) || reaches(day, DAY, conversationPerDay, now);
}

/** No count begins later than now: a clock that was ahead must not keep one from ending. */
export function corrected({ hour, day }: Answers, at: number): Answers {
  const capped = (spent: Spent) => ({ ...spent, since: Math.min(spent.since, at) });
  return { hour: capped(hour), day: capped(day) };
}

function reaches(spent: Spent, term: number, most: number | null, now: number): boolean {
  return most !== null && countNow(spent, term, now) >= most;
}

function counted(spent: Spent, term: number, at: number): Spent {
  const count = countNow(spent, term, at);
  return count === 0 ? { since: at, count: 1 } : { since: spent.since, count: count + 1 };
}

function countNow({ since, count }: Spent, term: number, now: number): number {
  return now < since + term ? count : 0;
}
