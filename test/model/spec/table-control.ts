import { type Cells, ENDED, NO, NO_NOTE, NO_STEP, REPLY_GONE, STALE, WRONG } from "./cells.ts";

/**
 * Control over the AI (C, B, E), each row in every state. The actor sees the content and has the permission. These are
 * tried state by state; the histories of the model do not have them.
 */
export const CONTROL = {
  "send_now, the reply that is held": ["=", "–", "–", "–", "–", "–"],
  "send_now, another or none": [REPLY_GONE, REPLY_GONE, REPLY_GONE, REPLY_GONE, ENDED, ENDED],
  "send_now, without the permission": [NO, NO, NO, NO, NO, NO],
  "edit_and_send, the reply that is held": ["=", "–", "–", "–", "–", "–"],
  "edit_and_send, another or none": [REPLY_GONE, REPLY_GONE, REPLY_GONE, REPLY_GONE, ENDED, ENDED],
  "cancel_reply, the reply that is held": ["=", "–", "–", "–", "–", "–"],
  "cancel_reply, another or none": [REPLY_GONE, REPLY_GONE, REPLY_GONE, REPLY_GONE, ENDED, ENDED],
  "a held reply's time": ["=", "–", "–", "–", "–", "–"],
  "a held reply's time, AI off": ["Q⁺", "–", "–", "–", "–", "–"],

  escalate: ["=", "=", "=", "=", ENDED, ENDED],
  "escalate, open already": ["=", "=", "=", "=", ENDED, ENDED],
  "escalate, no team of the workspace": [WRONG, WRONG, WRONG, WRONG, ENDED, ENDED],
  "escalate, without the permission": [NO, NO, NO, NO, NO, NO],
  "resolve_escalation, handled": ["=", "=", "A⁺", "A⁺", "=", "="],
  "resolve_escalation, handled, AI off": ["=", "=", "Q⁺", "Q⁺", "=", "="],
  "resolve_escalation, other reasons": ["=", "=", "=", "=", "=", "="],
  "resolve_escalation, other without a note": [NO_NOTE, NO_NOTE, NO_NOTE, NO_NOTE, NO_NOTE, NO_NOTE],
  "resolve_escalation, raised again since": [STALE, STALE, STALE, STALE, STALE, STALE],
  "resolve_escalation by another team": [NO, NO, NO, NO, NO, NO],
  "resolve_escalation, none open": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP],
  complete_task: ["=", "=", "=", "=", "=", "="],
  "complete_task, nobody reached": ["=", "=", "=", "=", "=", "="],
  "complete_task by another team": [NO, NO, NO, NO, NO, NO],
  "complete_task, none open": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP],

  "closing time": ["–", "A⁺", "A⁺", "A⁺", "–", "–"],
  "closing time, AI off": ["–", "=", "Q⁺", "Q⁺", "–", "–"],
  "begin_ai_reply, budget used up, agent available": ["Q⁺", "–", "–", "–", "–", "–"],
  "begin_ai_reply, budget used up, else": ["=", "–", "–", "–", "–", "–"],
} as const satisfies Record<string, Cells>;

export type ControlRow = keyof typeof CONTROL;

/** The commands that the rows above stand for. */
export const CONTROL_COVERED = [
  ...["send_now", "edit_and_send", "cancel_reply"],
  ...["escalate", "resolve_escalation", "complete_task"],
] as const;
