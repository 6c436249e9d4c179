import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { mayCompleteWrapUp } from "../guards/routing.ts";
import type { ConversationState } from "../state.ts";
import { accept, type Decider, refuse } from "./decision.ts";

/** What an agent owes after a conversation, or after losing it to a supervisor (S6, T6). */

export const completeWrapUp: Decider<"complete_wrap_up"> = (state, command, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayCompleteWrapUp(state, actor);
  if (error) return { ok: false, error };
  const { disposition = "", note = "" } = command;
  const { id } = actor.person;
  const agent = state.wrapUps.find((wrapUp) => wrapUp.agent.id === id)?.agent ?? actor.person;
  return accept(...over(state, [id], { type: "wrap_up_completed", agent, disposition, note }));
};

/** Whoever has not done it by now is let off. */
export function expireWrapUps(state: ConversationState, { now }: Context): Event[] {
  const late = state.wrapUps.filter(({ until }) => until <= now).map(({ agent }) => agent);
  const expired = late.map((agent): Event => ({ type: "wrap_up_expired", agent }));
  return over(
    state,
    late.map(({ id }) => id),
    ...expired,
  );
}

/** With the last who owed it, the conversation closes. */
function over(state: ConversationState, agentIds: readonly string[], ...events: Event[]): Event[] {
  const isLast = state.wrapUps.every(({ agent }) => agentIds.includes(agent.id));
  return state.control === "wrap_up" && isLast
    ? [...events, { type: "closed", reason: "wrapped_up" }]
    : events;
}
