/**
 * The vocabulary of the table of transitions. Columns: A `ai_active`, Q `queued`, J `agent_joining`,
 * G `agent_active`, W `wrap_up`, C `closed`. "=" accepted, control stays; "⁺" the epoch moves; "dropped" accepted
 * without effect; "–" cannot occur; anything else is the code it is refused with.
 */

export const COLUMNS = ["A", "Q", "J", "G", "W", "C"] as const;
export type Column = (typeof COLUMNS)[number];

export const STATES = {
  A: "ai_active",
  Q: "queued",
  J: "agent_joining",
  G: "agent_active",
  W: "wrap_up",
  C: "closed",
} as const satisfies Record<Column, string>;

export const ENDED = "conversation_ended";
export const TAKEN = "already_taken_over";
export const WATCHED = "already_monitored";
export const NO_LEASE = "not_monitoring";
export const UNCONFIRMED = "confirmation_required";
export const UNASSIGNED = "not_assigned";
export const NO_STEP = "not_available";
export const NO_AI = "ai_unavailable";
export const NO = "forbidden";
export const STALE = "stale_epoch";
export const NOT_FOUND = "not_found";
export const FULL = "over_capacity";
export const GONE = "offer_gone";
export const REPLY_GONE = "reply_gone";
export const NO_NOTE = "note_required";
export const WRONG = "invalid";
export const LATER = "unavailable";

export const REFUSALS = [
  ...([ENDED, TAKEN, WATCHED, NO_LEASE, UNCONFIRMED, UNASSIGNED, NO_STEP, NO_AI, NO, STALE] as const),
  ...([NOT_FOUND, FULL, GONE, WRONG, LATER, REPLY_GONE, NO_NOTE] as const),
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Cell = "=" | "–" | "dropped" | Column | `${Column}⁺` | Refusal;
export type Cells = readonly [A: Cell, Q: Cell, J: Cell, G: Cell, W: Cell, C: Cell];
