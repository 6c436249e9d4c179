import { type ErrorCode, type WireError, wireError } from "../protocol/errors.ts";
import { type AgentActor, permits } from "./actor.ts";
import { type ConversationState, isEnded, isOwner } from "./state.ts";

/**
 * Who may do what now. `decide` refuses by these and `can` is told from them, so what an agent is
 * offered and what it is granted are one thing (H9). Permission first, then the state.
 */
export type Guard = (state: ConversationState, actor: AgentActor) => WireError | null;

/** Whether the agent sees the content, or only the head of another agent's conversation (M14). */
export function readsContent(state: ConversationState, actor: AgentActor): boolean {
  return permits(actor, "conversation.read") && (state.owner === null || isOwner(state, actor.person.id));
}

export const mayTakeOver: Guard = (state, actor) => {
  if (!permits(actor, "conversation.take_over")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  if (state.owner === null || isOwner(state, actor.person.id)) return null;
  return wireError("already_taken_over", {
    by: state.owner,
    at: new Date(state.since).toISOString(),
    ...(state.ticket && permits(actor, "conversation.read") ? { ticketId: state.ticket.id } : {}),
  });
};

/** A message into a conversation that nobody owns takes it over, so it needs both permissions (H10). */
export const maySend: Guard = (state, actor) => {
  if (!permits(actor, "conversation.reply")) return wireError("forbidden");
  if (state.owner === null && !isEnded(state) && !permits(actor, "conversation.take_over")) {
    return wireError("forbidden");
  }
  if (isEnded(state)) return ended(state);
  return state.owner === null || isOwner(state, actor.person.id) ? null : wireError("not_assigned");
};

export const mayNote: Guard = (state, actor) =>
  permits(actor, "conversation.note") && readsContent(state, actor) ? null : wireError("forbidden");

export const mayAllowAi: Guard = (state, actor) => {
  if (!isOwner(state, actor.person.id) && !permits(actor, "conversation.allow_ai")) {
    return wireError("forbidden");
  }
  if (isEnded(state)) return ended(state);
  return state.control === "ai_active" ? wireError("not_available") : null;
};

export const mayUpdateTicket: Guard = (state, actor) => {
  if (!permits(actor, "ticket.update") || !readsContent(state, actor)) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return state.ticket === null ? wireError("not_found") : null;
};

export const mayEnd: Guard = (state, actor) => {
  if (!permits(actor, "conversation.end")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return isOwner(state, actor.person.id) ? null : wireError("not_assigned");
};

export const mayForceEnd: Guard = (state, actor) => {
  if (!permits(actor, "conversation.force_end")) return wireError("forbidden");
  return isEnded(state) ? ended(state) : null;
};

/** A repeated refusal that every family needs. */
export function ended(state: ConversationState): WireError {
  return wireError("conversation_ended", { successorId: state.successorId });
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
