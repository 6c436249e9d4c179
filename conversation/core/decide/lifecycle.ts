import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { mayEnd, mayForceEnd } from "../guards/conversation.ts";
import { ended, fenced } from "../guards/guard.ts";
import { type ConversationState, isEnded } from "../state.ts";
import { closeTicket, stopAi, tellIfClosed } from "./control.ts";
import { accept, type Decider, refuse } from "./decision.ts";

/** How a conversation starts and ends. */

export const start: Decider<"start"> = (state, command, context) => {
  if (context.actor.role !== "system") return refuse("forbidden");
  // A claim can be presented again, by a second tab or a retry: the conversation is already there.
  if (state.epoch > 0) return accept();
  const { id, workspace, link, customer, customerVersion = 0 } = command;
  const control = context.config.ai.on ? "ai_active" : "queued";
  const started = {
    type: "conversation_started",
    id,
    workspace,
    link,
    customer,
    customerVersion,
    control,
  } as const;
  const told = control === "queued" ? tellIfClosed({ ...state, customer }, context, "ai_off") : [];
  return accept(started, ...told);
};

export const end: Decider<"end"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "customer" && actor.role !== "agent") return refuse("forbidden");
  // Permission first, also for what has ended.
  const over = isEnded(state) ? ended(state) : null;
  const error = actor.role === "agent" ? mayEnd(state, actor) : over;
  const refusal = fenced(state, error, command.epoch);
  if (refusal) return { ok: false, error: refusal };
  return accept(...endEvents(state, context, actor.role, "ended"));
};

export const forceEnd: Decider<"force_end"> = (state, _command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayForceEnd(state, actor);
  if (error) return { ok: false, error };
  if (isEnded(state)) return accept({ type: "closed", reason: "force_ended" });
  return accept(...endEvents(state, context, "agent", "force_ended"));
};

/** What the customer's token says of them now; who they are never changes. An older token changes nothing. */
export const identify: Decider<"identify"> = (state, command, { actor }) => {
  const { customer, customerVersion = state.customerVersion } = command;
  if (actor.role !== "system" || customer.id !== state.customer.id) return refuse("forbidden");
  if (isEnded(state) || customerVersion < state.customerVersion) return accept();
  // The same said again under a higher number is news too: a word from in between must not count any more.
  const isSame = JSON.stringify(customer) === JSON.stringify(state.customer);
  if (isSame && customerVersion === state.customerVersion) return accept();
  return accept({ type: "customer_identified", customer, customerVersion });
};

/** One customer, one open conversation: this one ends, and names the one to go on in (S11). */
export const merge: Decider<"merge"> = (state, command, context) => {
  if (context.actor.role !== "system") return refuse("forbidden");
  if (isEnded(state)) return accept();
  return accept(...endEvents(state, { ...context, successorId: command.successorId }, "system", "merged"));
};

/**
 * One step aborts the AI, closes the ticket and names the conversation to go on in (S5). Whoever had it wraps up
 * before it closes (S6).
 */
export function endEvents(
  state: ConversationState,
  context: Context,
  by: "customer" | "agent" | "system",
  reason: string,
): Event[] {
  const { wrapUpMs } = context.config;
  const { owner } = state;
  const wrapUp = owner && wrapUpMs > 0 ? { agent: owner, until: context.now + wrapUpMs } : null;
  return [
    ...stopAi(state, context),
    ...closeTicket(state, reason),
    { type: "ended", by, reason, successorId: context.successorId, ...(wrapUp ? { wrapUp } : {}) },
  ];
}
