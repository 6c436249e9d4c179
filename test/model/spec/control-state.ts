import type { Column } from "./cells.ts";
import type { TeamId, Terms } from "./steps.ts";

/** So many answers since then; the first one after its time begins a new count. */
export type Spent = { since: number; count: number };

/** What the model knows of control over the AI: held replies, hours, escalations, budgets. */
export type ControlState = {
  terms: Terms;
  /** Since when people have had it: at the next closing time the AI has it back. */
  humanSince: number | null;
  /** When that is, as agents have been told. */
  closingAt: number | null;
  deferredUntil: number | null;
  /** When a person last wrote in this stretch. */
  personWroteAt: number | null;
  /** When its owner did, since they have had it. */
  ownerWroteAt: number | null;
  /** When people are back, as the customer has been told. */
  backAt: number | null;
  /** The reply that waits for its time; `n` counts all that were held. */
  held: { n: number; at: number; dueAt: number; outdated: boolean } | null;
  holds: number;
  /** Until when what the customer has asked may be held at most. */
  holdUntil: number | null;
  /** What is open, in the order in which it was raised; `n` counts all that there were. */
  escalations: { n: number; team: TeamId; reason: string; count: number }[];
  raised: number;
  /** Until when no rule raises one. */
  coolUntil: number;
  /** Of which cooldown each team's agents have been told. */
  suppressed: { team: TeamId; until: number }[];
  answers: { hour: Spent; day: Spent };
};

export const NO_TERMS: Terms = {
  ...{ cadence: false, hours: "none", rules: false, sla: false, budget: "none", hipaa: false },
};

export function newControlState(aiOn: boolean, now: number): ControlState {
  return {
    ...{ terms: NO_TERMS, humanSince: aiOn ? null : now, closingAt: null, deferredUntil: null },
    ...{ personWroteAt: null, ownerWroteAt: null, backAt: null, held: null, holds: 0, holdUntil: null },
    ...{ escalations: [], raised: 0, coolUntil: 0, suppressed: [] },
    answers: { hour: { since: 0, count: 0 }, day: { since: 0, count: 0 } },
  };
}

export function copyOfControl(m: ControlState) {
  return {
    ...{ terms: { ...m.terms }, held: m.held && { ...m.held } },
    ...{ escalations: m.escalations.map((open) => ({ ...open })), suppressed: [...m.suppressed] },
    answers: { hour: { ...m.answers.hour }, day: { ...m.answers.day } },
  };
}

/** Control moves: a stretch of people goes on, or is over. */
export function controlMoves(m: ControlState, to: Column, now: number): void {
  m.backAt = null;
  m.holdUntil = null;
  m.ownerWroteAt = null;
  if (to === "Q" || to === "J" || to === "G") m.humanSince ??= now;
  else Object.assign(m, { humanSince: null, deferredUntil: null, closingAt: null, personWroteAt: null });
}

/** I9: no clock that was ahead puts off what is due; where it may have told of a wrong time, it is told again. */
export function correctControl(m: ControlState, now: number): void {
  const capped = (time: number | null) => (time === null ? null : Math.min(time, now));
  m.humanSince = capped(m.humanSince);
  m.personWroteAt = capped(m.personWroteAt);
  m.ownerWroteAt = capped(m.ownerWroteAt);
  m.deferredUntil = null;
  m.closingAt = null;
  if (m.held && m.held.at > now) {
    m.holdUntil = now + (m.held.dueAt - m.held.at);
    m.held = { ...m.held, at: now, dueAt: m.holdUntil };
  } else if (!m.held) m.holdUntil = null;
  for (const spent of [m.answers.hour, m.answers.day]) spent.since = Math.min(spent.since, now);
}

/** The times of it that a clock which was ahead may have written. */
export const timesOfControl = ({ humanSince, held, answers }: ControlState) => [
  ...[humanSince, held?.at],
  ...[answers.hour.since, answers.day.since],
];
