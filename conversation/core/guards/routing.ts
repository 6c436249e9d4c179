import { wireError } from "../../protocol/errors.ts";
import { type AgentActor, permits } from "../actor.ts";
import { type ConversationState, isConsultant, isEnded, isOwner, owesWrapUp } from "../state.ts";
import { ended, type Guard, takenOver } from "./guard.ts";

/** Guards of routing: who gives a conversation to whom. */

export const mayAssign: Guard = (state, actor) => {
  if (!permits(actor, "conversation.assign")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return takenOver(state, actor);
};

export const mayOfferTransfer: Guard = (state, actor) => {
  const any = permits(actor, "conversation.assign");
  if (!any && !permits(actor, "conversation.transfer")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  if (state.control === "ai_active") return wireError("not_available");
  return any || isOwner(state, actor.person.id) ? null : wireError("not_assigned");
};

/** Whether the offer that stands is made to this agent: to them, or to a team of theirs. */
export function isOfferedTo(state: ConversationState, { person, teams }: AgentActor): boolean {
  if (!state.offer || isOwner(state, person.id)) return false;
  const { to } = state.offer;
  return "agent" in to ? to.agent.id === person.id : teams.includes(to.teamId);
}

export const mayAnswerTransfer: Guard = (state, actor) => {
  if (!permits(actor, "conversation.transfer")) return wireError("forbidden");
  if (!state.offer) return wireError("offer_gone");
  return isOfferedTo(state, actor) ? null : wireError("forbidden");
};

export const mayCancelTransfer: Guard = (state, actor) => {
  const any = permits(actor, "conversation.assign");
  if (!any && !permits(actor, "conversation.transfer")) return wireError("forbidden");
  if (!state.offer) return wireError("offer_gone");
  const { id } = actor.person;
  return any || isOwner(state, id) || state.offer.from?.id === id ? null : wireError("forbidden");
};

export const mayLeaveConsult: Guard = (state, actor) => {
  if (isEnded(state)) return ended(state);
  return isConsultant(state, actor.person.id) ? null : wireError("not_available");
};

export const mayCompleteWrapUp: Guard = (state, actor) =>
  owesWrapUp(state, actor.person.id) ? null : wireError("not_available");
