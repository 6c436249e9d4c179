import {
  type Cells,
  ENDED,
  LATER,
  NO_LEASE,
  NO_STEP,
  STALE,
  UNASSIGNED,
  UNCONFIRMED,
  WATCHED,
} from "./cells.ts";

/** M, T and S4: watching, taking over from an agent, stepping in openly. */
export const SUPERVISION = {
  monitor: ["=", "=", "=", "=", "=", ENDED],
  "monitor, again by who holds the lease": ["=", "=", "=", "=", "=", "–"],
  "monitor, held by another": [WATCHED, WATCHED, WATCHED, WATCHED, WATCHED, "–"],
  "monitor, held by another, by who had a part": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, "–"],
  // Nobody has noticed yet that the lease has run out.
  "monitor, an expired lease": ["=", "=", "=", "=", "=", "–"],
  "monitor by the owner": ["–", "–", NO_STEP, NO_STEP, "–", "–"],
  "monitor by who consults or wraps up": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, "–"],
  "monitor by somebody away": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, ENDED],
  "monitor, presence unknown": [LATER, LATER, LATER, LATER, LATER, ENDED],
  stop_monitor: ["=", "=", "=", "=", "=", "–"],
  "stop_monitor, another lease": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, "–"],
  "stop_monitor, not monitoring": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE],
  prepare_take_over: [UNASSIGNED, UNASSIGNED, "=", "=", ENDED, "–"],
  "prepare_take_over, another or expired lease": [UNASSIGNED, UNASSIGNED, NO_LEASE, NO_LEASE, ENDED, "–"],
  "prepare_take_over, not monitoring": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, ENDED, ENDED],
  // Where nobody owns it, the epoch has moved since it could be prepared.
  confirm_take_over: ["–", "–", "J⁺", "G⁺", "–", "–"],
  "confirm_take_over, nothing of one's own": [UNASSIGNED, UNASSIGNED, UNCONFIRMED, UNCONFIRMED, ENDED, "–"],
  "confirm_take_over, from an earlier lease": [UNASSIGNED, UNASSIGNED, UNCONFIRMED, UNCONFIRMED, ENDED, "–"],
  "confirm_take_over, a minute late": ["–", "–", UNCONFIRMED, UNCONFIRMED, "–", "–"],
  "confirm_take_over, stale epoch": [UNASSIGNED, UNASSIGNED, STALE, STALE, "–", "–"],
  "confirm_take_over, expired lease": [UNASSIGNED, UNASSIGNED, NO_LEASE, NO_LEASE, ENDED, "–"],
  "confirm_take_over, not monitoring": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, ENDED, ENDED],
  join: ["=", "=", "=", "=", ENDED, "–"],
  "join, another or expired lease": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, ENDED, "–"],
  "join, not monitoring": [NO_LEASE, NO_LEASE, NO_LEASE, NO_LEASE, ENDED, ENDED],
  "leave_consult by a consultant": ["=", "=", "=", "=", "–", "–"],
  "leave_consult by another": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, ENDED, ENDED],
  // S4: who came by `join` may write once the owner has, and it is no takeover.
  "send_message by who joined": ["–", "–", UNASSIGNED, "=", "–", "–"],
  "mark_read by who monitors": ["=", "=", "=", "=", "=", "–"],
  "add_note by who monitors": ["=", "=", "=", "=", "=", "–"],
  "add_note by who consults or wraps up": ["=", "=", "=", "=", "=", "–"],
  "renew_monitor, live lease": ["=", "=", "=", "=", "=", "–"],
  "renew_monitor, else": ["dropped", "dropped", "dropped", "dropped", "dropped", "dropped"],
  "monitor deadline": ["=", "=", "=", "=", "=", "–"],

  // S6, T6: with the last who owes it, an ended conversation closes.
  "complete_wrap_up by the last who owes it": ["=", "=", "=", "=", "C", "–"],
  "complete_wrap_up by one of several": ["=", "=", "=", "=", "=", "–"],
  "complete_wrap_up by another": [NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP, NO_STEP],
  "wrap-up deadline, the last": ["=", "=", "=", "=", "C", "–"],
  "wrap-up deadline, more to come": ["=", "=", "=", "=", "=", "–"],
} as const satisfies Record<string, Cells>;
