import { wireError } from "../../protocol/errors.ts";
import { permits } from "../actor.ts";
import { isEnded, isOwner } from "../state.ts";
import { ended, type Guard, readsContent, takenOver } from "./guard.ts";

/** Guards of what agents do every day: take over, write, hand back, end. */

export const mayTakeOver: Guard = (state, actor) => {
  if (!permits(actor, "conversation.take_over")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return isOwner(state, actor.person.id) ? null : takenOver(state, actor);
};

/**
 * A message into a conversation that nobody owns takes it over, so it needs both permissions (H10). Beside the
 * owner, only who has joined openly may write, and only once the owner has (S4).
 */
export const maySend: Guard = (state, actor) => {
  if (!permits(actor, "conversation.reply")) return wireError("forbidden");
  if (state.owner === null && !isEnded(state) && !permits(actor, "conversation.take_over")) {
    return wireError("forbidden");
  }
  if (isEnded(state)) return ended(state);
  if (state.owner === null || isOwner(state, actor.person.id)) return null;
  const joined = state.consultants.some(({ person, by }) => by === "join" && person.id === actor.person.id);
  return joined && state.control === "agent_active" ? null : wireError("not_assigned");
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

/** Also while its agents are wrapping up: that is over then. */
export const mayForceEnd: Guard = (state, actor) => {
  if (!permits(actor, "conversation.force_end")) return wireError("forbidden");
  return state.control === "closed" ? ended(state) : null;
};
