/**
 * The design's table of transitions as data: every command against every state. The model is driven by it,
 * so a new command is new rows here. Columns: A `ai_active`, Q `queued`, J `agent_joining`, G `agent_active`,
 * W `wrap_up`, C `closed`. "=" accepted, control stays; "⁺" the epoch moves; "dropped" accepted without
 * effect; "–" cannot occur; anything else is the code it is refused with.
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

const ENDED = "conversation_ended";
const TAKEN = "already_taken_over";
const UNASSIGNED = "not_assigned";
const NO_STEP = "not_available";
const NO_AI = "ai_unavailable";
const NO = "forbidden";
const STALE = "stale_epoch";
const NOT_FOUND = "not_found";

export const REFUSALS = [ENDED, TAKEN, UNASSIGNED, NO_STEP, NO_AI, NO, STALE, NOT_FOUND, "invalid"] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Cell = "=" | "–" | "dropped" | Column | `${Column}⁺` | Refusal;
type Cells = readonly [A: Cell, Q: Cell, J: Cell, G: Cell, W: Cell, C: Cell];

/** Of an ended conversation, "owner" is who had it when it ended. */
export const TABLE = {
  "customer send_message": ["=", "=", "=", "=", ENDED, ENDED],
  "agent send_message, not owner": ["G⁺", "G⁺", UNASSIGNED, UNASSIGNED, ENDED, ENDED],
  "owner send_message": ["–", "–", "G", "=", ENDED, ENDED],
  "agent send_message, stale epoch": [STALE, STALE, STALE, STALE, ENDED, ENDED],
  "agent send_message, without epoch": ["invalid", "invalid", "invalid", "invalid", "invalid", "invalid"],
  "take_over, nobody owns": ["J⁺", "J⁺", "–", "–", ENDED, ENDED],
  "take_over by owner": ["–", "–", "=", "=", ENDED, ENDED],
  "take_over by another": ["–", "–", TAKEN, TAKEN, ENDED, ENDED],
  "request_human, agent available": ["Q⁺", "=", "=", "=", ENDED, ENDED],
  "request_human, else": ["=", "=", "=", "=", ENDED, ENDED],
  cancel_request: [NO_STEP, "A⁺", NO_STEP, NO_STEP, ENDED, ENDED],
  "cancel_request, AI off": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, ENDED, ENDED],
  "cancel_request, stale epoch": [NO_STEP, STALE, NO_STEP, NO_STEP, ENDED, ENDED],
  "allow_ai_replies, AI working": [NO_STEP, "A⁺", "A⁺", "A⁺", ENDED, ENDED],
  "allow_ai_replies, AI off or failing": [NO_STEP, NO_AI, NO_AI, NO_AI, ENDED, ENDED],
  "allow_ai_replies, stale epoch": [NO_STEP, STALE, STALE, STALE, ENDED, ENDED],
  // Where wrap-up is configured, J and G will go to W⁺.
  "end by owner": ["–", "–", "C⁺", "C⁺", ENDED, ENDED],
  "end by customer": ["C⁺", "C⁺", "C⁺", "C⁺", ENDED, ENDED],
  "end by another agent": [UNASSIGNED, UNASSIGNED, UNASSIGNED, UNASSIGNED, ENDED, ENDED],
  "end, stale epoch": [STALE, STALE, STALE, STALE, ENDED, ENDED],
  force_end: ["C⁺", "C⁺", "C⁺", "C⁺", "C⁺", ENDED],
  "add_note, sees the content": ["=", "=", "=", "=", "=", "="],
  "add_note, sees the head": ["–", "–", NO, NO, "–", "–"],
  "mark_read by customer": ["=", "=", "=", "=", "=", "="],
  "mark_read by agent, sees the content": ["=", "=", "=", "=", "=", "="],
  "mark_read by agent, sees the head": ["–", "–", NO, NO, "–", "–"],
  rate: ["=", "=", "=", "=", "=", "="],
  "update_ticket, one open": ["=", "=", "=", "=", "–", "–"],
  "update_ticket, none open": [NOT_FOUND, NOT_FOUND, "–", "–", ENDED, ENDED],
  "update_ticket, another's id": [NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, "–", "–"],
  "update_ticket, sees the head": ["–", "–", NO, NO, "–", "–"],
  "without the permission": [NO, NO, NO, NO, NO, NO],
  "of the other role": [NO, NO, NO, NO, NO, NO],

  "begin_ai_reply, wanted": ["=", "–", "–", "–", "–", "–"],
  "begin_ai_reply, wanted, AI off": ["Q⁺", "–", "–", "–", "–", "–"],
  "begin_ai_reply, not wanted": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "finish_ai_reply, current fence": ["=", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "finish_ai_reply, stale fence": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI hands off, agent available": ["Q⁺", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI hands off, else": ["=", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI hands off, stale fence": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI fails, agent available": ["Q⁺", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI fails, else": ["=", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI fails, AI off": ["Q⁺", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI fails, stale fence": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "AI cut off by a restart": ["=", "–", "–", "–", "–", "–"],
  "finish_summary, wanted": ["=", "=", "=", "=", "–", "–"],
  "finish_summary, not wanted": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],

  nudge: ["–", "–", "=", "–", "–", "–"],
  "alert, joining late": ["–", "–", "=", "–", "–", "–"],
  "joining deadline, to the queue": ["–", "–", "Q⁺", "–", "–", "–"],
  "joining deadline, to the AI": ["–", "–", "A⁺", "–", "–", "–"],
  "alert, unanswered": ["–", "–", "–", "=", "–", "–"],
  "unanswered deadline, to the queue": ["–", "–", "–", "Q⁺", "–", "–"],
  "unanswered deadline, to the AI": ["–", "–", "–", "A⁺", "–", "–"],
  "agent-lost deadline, to the queue": ["–", "–", "Q⁺", "Q⁺", "–", "–"],
  "agent-lost deadline, to the AI": ["–", "–", "A⁺", "A⁺", "–", "–"],
  "agent-lost deadline, is back": ["–", "–", "=", "=", "–", "–"],
  "queue deadline, AI working": ["–", "A⁺", "–", "–", "–", "–"],
  "queue deadline, AI off or failing": ["–", "=", "–", "–", "–", "–"],
  "generation deadline, agent available": ["Q⁺", "–", "–", "–", "–", "–"],
  "generation deadline, else": ["=", "–", "–", "–", "–", "–"],
  "generation deadline, AI off": ["Q⁺", "–", "–", "–", "–", "–"],
  "summary deadline": ["=", "=", "=", "=", "–", "–"],

  "correct_clock, set by one ahead": ["=", "=", "=", "=", "=", "="],
  "correct_clock, all in the past": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "start, again": ["=", "=", "=", "=", "=", "="],
  identify: ["=", "=", "=", "=", "=", "="],
  merge: ["C⁺", "C⁺", "C⁺", "C⁺", "C⁺", "="],
  owner_presence: ["=", "=", "=", "=", "=", "="],
} as const satisfies Record<string, Cells>;

export type RowName = keyof typeof TABLE;

export function cellOf(row: RowName, column: Column): Cell {
  return TABLE[row][COLUMNS.indexOf(column)] ?? "–";
}

/** The commands that the rows above stand for. */
export const COVERED = [
  ...["send_message", "take_over", "request_human", "cancel_request", "allow_ai_replies", "end", "force_end"],
  ...["add_note", "mark_read", "rate", "update_ticket"],
  ...["begin_ai_reply", "finish_ai_reply", "hand_off", "fail_ai_reply", "finish_summary"],
  ...["timer_due", "correct_clock", "start", "identify", "merge", "owner_presence"],
] as const;

/** No cell of these columns can be reached yet. */
export const COLUMNS_NOT_YET: Partial<Record<Column, string>> = { W: "wrap-up" };

/** Rows that come with later works: their cells stand here so that the work that brings them moves them up. */
export const NOT_YET: readonly {
  with: string;
  commands: readonly string[];
  rows: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    with: "supervision",
    commands: [
      ...["assign", "offer_transfer", "cancel_transfer", "accept_transfer", "reject_transfer"],
      ...["monitor", "renew_monitor", "stop_monitor", "prepare_take_over", "confirm_take_over"],
      ...["join", "leave_consult"],
    ],
    rows: {
      "assign to an agent": ["J⁺", "J⁺", TAKEN, TAKEN, ENDED, ENDED],
      "assign to a team": ["Q⁺", "=", TAKEN, TAKEN, ENDED, ENDED],
      offer_transfer: [NO_STEP, "=", "=", "=", ENDED, ENDED],
      accept_transfer: ["offer_gone", "J⁺", "J⁺", "G⁺", "offer_gone", "offer_gone"],
      confirm_take_over: [UNASSIGNED, UNASSIGNED, "J⁺", "G⁺", ENDED, ENDED],
      monitor: ["=", "=", "=", "=", "=", ENDED],
      join: ["=", "=", "=", "=", ENDED, ENDED],
    },
  },
  {
    with: "escalation",
    commands: ["escalate", "resolve_escalation", "complete_task"],
    rows: {
      escalate: ["=", "=", "=", "=", ENDED, ENDED],
      "resolve_escalation, handled": ["=", "=", "A⁺", "A⁺", "=", "="],
      "resolve_escalation, other reasons": ["=", "=", "=", "=", "=", "="],
    },
  },
  {
    with: "wrap-up",
    commands: ["complete_wrap_up"],
    rows: {
      "complete_wrap_up by the last who owes it": ["=", "=", "=", "=", "C", NO_STEP],
      "wrap-up deadline": ["–", "–", "–", "–", "C", "–"],
    },
  },
  {
    with: "control over the AI",
    commands: ["send_now", "edit_and_send", "cancel_reply"],
    rows: {
      "closing time": ["–", "A⁺", "A⁺", "A⁺", "–", "–"],
      "closing time, AI off or failing": ["–", "=", "Q⁺", "Q⁺", "–", "–"],
    },
  },
];
