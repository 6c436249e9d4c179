import { type ErrorCode, type WireError, wireError } from "../../protocol/errors.ts";
import { type AgentActor, permits } from "../actor.ts";
import { type ConversationState, isConsultant, isOwner, owesWrapUp } from "../state.ts";

/**
 * Who may do what now. `decide` refuses by these and `can` is told from them, so what an agent is
 * offered and what it is granted are one thing (H9). Permission first, then the state.
 */
export type Guard = (state: ConversationState, actor: AgentActor) => WireError | null;

/** Whether the agent sees the content, or only the head of another agent's conversation (M14). */
export function readsContent(state: ConversationState, actor: AgentActor): boolean {
  if (!permits(actor, "conversation.read")) return false;
  const { id } = actor.person;
  return state.owner === null || hasPart(state, id) || state.monitor?.person.id === id;
}

/** Whether the conversation is this person's to work on now: they own it, consult on it, or owe its wrap-up. */
export function hasPart(state: ConversationState, personId: string): boolean {
  return isOwner(state, personId) || isConsultant(state, personId) || owesWrapUp(state, personId);
}

/** A repeated refusal that every family needs. */
export function ended(state: ConversationState): WireError {
  return wireError("conversation_ended", { successorId: state.successorId });
}

/** That somebody has the conversation already, and who (H6). */
export function takenOver(state: ConversationState, actor: AgentActor): WireError | null {
  if (state.owner === null) return null;
  return wireError("already_taken_over", {
    by: state.owner,
    at: new Date(state.since).toISOString(),
    ...(state.ticket && permits(actor, "conversation.read") ? { ticketId: state.ticket.id } : {}),
  });
}

/**
 * A guard's refusal and the fence, in the order of the door. Who holds a stale epoch and learns that somebody
 * else owns the conversation is told first that what they saw is no longer so.
 */
export function fenced(state: ConversationState, error: WireError | null, epoch: number): WireError | null {
  if (error && error.code !== "not_assigned") return error;
  const stale = fence(state, epoch);
  return stale ? wireError(stale) : error;
}

export function fence(state: ConversationState, epoch: number): ErrorCode | null {
  return epoch === state.epoch ? null : "stale_epoch";
}
