import type { AckResult } from "../protocol/down.ts";
import type { AgentState, AudienceState, CustomerState, HeadState, TicketHead } from "../protocol/views.ts";
import type { Actor, AgentActor } from "./actor.ts";
import { abilitiesOf } from "./can.ts";
import { readsContent } from "./guards.ts";
import { type ConversationState, isEnded, type OpenTicket } from "./state.ts";

/** What each audience may see. A customer is fed from `customerState` and the public ledger, and nothing else. */

export type Audience = "customer" | "agent" | "head";

/** Facts of the moment that belong to no commit. */
export type Live = { queuePosition: number | null };

/** The audience an actor belongs to now, or null for one who sees nothing. */
export function audienceOf(state: ConversationState, actor: Actor): Audience | null {
  switch (actor.role) {
    case "customer":
      return actor.person.id === state.customer.id ? "customer" : null;
    case "agent":
      if (!actor.permissions.includes("conversation.read")) return null;
      return readsContent(state, actor) ? "agent" : "head";
    case "ai":
    case "system":
      return null;
  }
}

export function stateFor(state: ConversationState, actor: Actor, live: Live): AudienceState | null {
  const audience = audienceOf(state, actor);
  if (audience === "customer") return customerState(state, live);
  if (actor.role !== "agent" || audience === null) return null;
  return audience === "agent" ? agentState(state, actor, live) : headState(state, actor);
}

export function customerState(state: ConversationState, live: Live): CustomerState {
  const { control } = state;
  return {
    audience: "customer",
    id: state.id,
    state: control === "wrap_up" || control === "closed" ? "ended" : control,
    epoch: state.epoch,
    agent: state.owner,
    waiting: control === "agent_joining",
    waitingLong: control === "agent_joining" && state.fired.includes("joining_late"),
    queuePosition: control === "queued" ? live.queuePosition : null,
    backAt: null,
    canRequestHuman: control === "ai_active",
    unread: state.unread.customer.length,
    generating: generating(state),
    successorId: state.successorId,
  };
}

function agentState(state: ConversationState, actor: AgentActor, live: Live): AgentState {
  const { ticket, customer, link } = state;
  return {
    audience: "agent",
    ...agentHead(state, actor),
    ticket: ticket && { ...ticketHead(ticket), summary: ticket.summary, customer, link },
    customer,
    queuePosition: state.control === "queued" ? live.queuePosition : null,
    unread: state.unread.team.length,
    generating: generating(state),
  };
}

function headState(state: ConversationState, actor: AgentActor): HeadState {
  return {
    audience: "head",
    ...agentHead(state, actor),
    ticket: state.ticket && ticketHead(state.ticket),
  };
}

function agentHead(state: ConversationState, actor: AgentActor) {
  return {
    id: state.id,
    state: state.control,
    epoch: state.epoch,
    cycle: state.cycle,
    owner: state.owner,
    ownedSince: state.owner ? new Date(state.since).toISOString() : null,
    can: abilitiesOf(state, actor),
    successorId: state.successorId,
  };
}

function ticketHead({ id, cycle, status, subject, assignee }: OpenTicket): TicketHead {
  return { id, cycle, status, subject, assignee };
}

function generating(state: ConversationState) {
  if (isEnded(state) || !state.reply) return null;
  return { replyId: state.reply.replyId, generationId: state.reply.generationId };
}

/** What a takeover answers with, first time or repeated (H7). */
export function ticketAnswer(state: ConversationState): AckResult {
  return state.ticket ? { ticketId: state.ticket.id, cycle: state.cycle } : { cycle: state.cycle };
}
