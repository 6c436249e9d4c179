import { type Actor, type AgentActor, permits } from "../actor.ts";
import { fingerprint } from "../fingerprint.ts";
import { readsContent } from "../guards/guard.ts";
import type { ConversationState } from "../state.ts";

/**
 * Who sees which ledgers. `customer`: the public one. `agent`: the internal one too. `supervisor`: all three.
 * `head`: none, only that another agent has the conversation (M14).
 */
export type Audience = "customer" | "agent" | "supervisor" | "head";

/** The audience an actor belongs to now, or null for one who sees nothing. */
export function audienceOf(state: ConversationState, actor: Actor): Audience | null {
  switch (actor.role) {
    case "customer":
      return actor.person.id === state.customer.id ? "customer" : null;
    case "agent":
      if (!permits(actor, "conversation.read")) return null;
      if (!readsContent(state, actor)) return "head";
      return seesSupervision(state, actor) ? "supervisor" : "agent";
    case "ai":
    case "system":
      return null;
  }
}

export function readsInternal(audience: Audience): boolean {
  return audience === "agent" || audience === "supervisor";
}

/**
 * Whether this supervisor may see who monitors, and who has. Nobody who has ever had a part in the conversation
 * may, until it has closed (M8, M13).
 */
export function seesSupervision({ control, stakes }: ConversationState, actor: AgentActor): boolean {
  if (!permits(actor, "conversation.monitor")) return false;
  return control === "closed" || (stakes !== "everybody" && !stakes.includes(fingerprint(actor.person.id)));
}

/** Besides, everybody knows that they monitor themselves. */
export function knowsOfMonitoring(state: ConversationState, actor: AgentActor): boolean {
  return seesSupervision(state, actor) || state.monitor?.person.id === actor.person.id;
}
