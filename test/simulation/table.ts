import type { ConversationState } from "../../conversation/core/state.ts";
import { type ControlState, ControlStateSchema } from "../../conversation/protocol/shared.ts";

/** The rows of the transition table that people's frames reach, by the frame's type and who sent it. */
export const ROWS: readonly string[] = [
  "customer send_message",
  "agent send_message",
  "owner send_message",
  "take_over",
  "take_over by owner",
  "request_human",
  "cancel_request",
  "allow_ai_replies",
  "add_note",
  "update_ticket",
  "mark_read",
  "rate",
  "rate_answer",
  "end",
  "force_end",
  "monitor",
  "stop_monitor",
  "renew_monitor",
  "prepare_take_over",
  "confirm_take_over",
  "join",
  "leave_consult",
  "assign to an agent",
  "assign to a team",
  "offer_transfer",
  "accept_transfer",
  "reject_transfer",
  "cancel_transfer",
  "complete_wrap_up",
  "send_now",
  "edit_and_send",
  "cancel_reply",
  "escalate",
  "resolve_escalation",
  "complete_task",
  "hello",
  "load_earlier",
  "typing",
];

export const STATES: readonly ControlState[] = ControlStateSchema.options;

/** Cells in which the table has a dash: the state has no owner, so nobody can act as one. */
export function isImpossible(row: string, state: string): boolean {
  return row.includes("owner") && state !== "agent_joining" && state !== "agent_active";
}

/** The row that a frame belongs to; null for one that is not in the table. */
export function commandCell(
  type: string,
  client: string,
  state: ConversationState,
  data: string,
): string | null {
  if (state.epoch === 0 && type !== "hello") return null;
  const isAgent = client.startsWith("agent");
  const isOwner = isAgent && state.owner !== null && client.startsWith(`${state.owner.id},`);
  if (type === "send_message") {
    return isOwner ? "owner send_message" : isAgent ? "agent send_message" : "customer send_message";
  }
  if (type === "assign") return data.includes('"teamId":') ? "assign to a team" : "assign to an agent";
  if (type === "take_over") return isOwner ? "take_over by owner" : "take_over";
  return ROWS.includes(type) ? type : null;
}
