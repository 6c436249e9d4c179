import {
  type Cell,
  type Cells,
  COLUMNS,
  type Column,
  ENDED,
  NO,
  NO_AI,
  NO_STEP,
  NOT_FOUND,
  STALE,
  TAKEN,
  UNASSIGNED,
  WRONG,
} from "./cells.ts";
import { CONTROL } from "./table-control.ts";
import { ROUTING } from "./table-routing.ts";
import { SUPERVISION } from "./table-supervision.ts";

/**
 * The design's table of transitions as data: every command against every state. The model is driven by it, so a new
 * command is new rows here. Of an ended conversation, "owner" is who had it when it ended.
 */
export const TABLE = {
  "customer send_message": ["=", "=", "=", "=", ENDED, ENDED],
  "agent send_message, not owner": ["G⁺", "G⁺", UNASSIGNED, UNASSIGNED, ENDED, ENDED],
  "owner send_message": ["–", "–", "G", "=", ENDED, ENDED],
  "agent send_message, stale epoch": [STALE, STALE, STALE, STALE, ENDED, ENDED],
  "agent send_message, without epoch": [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
  "take_over, nobody owns": ["J⁺", "J⁺", "–", "–", "–", ENDED],
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
  "end by owner": ["–", "–", "W⁺", "W⁺", ENDED, ENDED],
  "end by owner, no wrap-up": ["–", "–", "C⁺", "C⁺", "–", "–"],
  "end by customer": ["C⁺", "C⁺", "W⁺", "W⁺", ENDED, ENDED],
  "end by customer, no wrap-up": ["C⁺", "C⁺", "C⁺", "C⁺", "–", "–"],
  "end by another agent": [UNASSIGNED, UNASSIGNED, UNASSIGNED, UNASSIGNED, ENDED, ENDED],
  "end, stale epoch": [STALE, STALE, STALE, STALE, ENDED, ENDED],
  force_end: ["C⁺", "C⁺", "W⁺", "W⁺", "C⁺", ENDED],
  "force_end, no wrap-up": ["C⁺", "C⁺", "C⁺", "C⁺", "–", "–"],
  "add_note, sees the content": ["=", "=", "=", "=", "=", "="],
  "add_note, sees the head": ["–", "–", NO, NO, "–", "–"],
  "mark_read by customer": ["=", "=", "=", "=", "=", "="],
  "mark_read by agent, sees the content": ["=", "=", "=", "=", "=", "="],
  "mark_read by agent, sees the head": ["–", "–", NO, NO, "–", "–"],
  rate: ["=", "=", "=", "=", "=", "="],
  rate_answer: ["=", "=", "=", "=", "=", "="],
  "rate_answer, of something else": [NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND],
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
  "alert, unanswered": ["=", "–", "–", "=", "–", "–"],
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
  merge: ["C⁺", "C⁺", "W⁺", "W⁺", "=", "="],
  "merge, no wrap-up": ["C⁺", "C⁺", "C⁺", "C⁺", "–", "–"],
  owner_presence: ["=", "=", "=", "=", "=", "="],

  ...SUPERVISION,
  ...ROUTING,
  ...CONTROL,
} as const satisfies Record<string, Cells>;

export type RowName = keyof typeof TABLE;

export function cellOf(row: RowName, column: Column): Cell {
  return TABLE[row][COLUMNS.indexOf(column)] ?? "–";
}

/** The commands that the rows above stand for. */
export const COVERED = [
  ...["send_message", "take_over", "request_human", "cancel_request", "allow_ai_replies", "end", "force_end"],
  ...["add_note", "mark_read", "rate", "rate_answer", "update_ticket"],
  ...["begin_ai_reply", "finish_ai_reply", "hand_off", "fail_ai_reply", "finish_summary"],
  ...["timer_due", "correct_clock", "start", "identify", "merge", "owner_presence"],
  ...["monitor", "stop_monitor", "prepare_take_over", "confirm_take_over", "join", "leave_consult"],
  ...["assign", "offer_transfer", "accept_transfer", "reject_transfer", "cancel_transfer", "route"],
  "complete_wrap_up",
  ...["send_now", "edit_and_send", "cancel_reply", "escalate", "resolve_escalation", "complete_task"],
] as const;
