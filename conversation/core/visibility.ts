import type { AckResult } from "../protocol/down.ts";
import type {
  AgentState,
  AudienceState,
  CustomerState,
  HeadState,
  MonitorState,
  SentimentTrend,
  TicketHead,
  TransferOffer,
} from "../protocol/views.ts";
import type { Actor, AgentActor } from "./actor.ts";
import { abilitiesOf } from "./can.ts";
import { mayResolve } from "./guards/escalation.ts";
import { isOfferedTo, mayCancelTransfer } from "./guards/routing.ts";
import { type ConversationState, isEnded, type OpenTicket, saysLate } from "./state.ts";
import { audienceOf, knowsOfMonitoring, readsInternal } from "./visibility/audience.ts";

/** What each audience may see. A customer is fed from `customerState` and the public ledger, and nothing else. */

/** Facts of the moment that belong to no commit. */
export type Live = {
  queuePosition: number | null;
  /** Agents are shown neither an escalation's team nor its count (E2). */
  hipaa?: boolean;
};

export function stateFor(state: ConversationState, actor: Actor, live: Live): AudienceState | null {
  const audience = audienceOf(state, actor);
  if (audience === "customer") return customerState(state, live);
  if (actor.role !== "agent" || audience === null) return null;
  if (!readsInternal(audience)) return headState(state, actor, live);
  return audience === "supervisor"
    ? { ...agentState(state, actor, live), audience }
    : agentState(state, actor, live);
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
    waitingLong: saysLate(state),
    queuePosition: control === "queued" ? live.queuePosition : null,
    backAt: state.backAt,
    canRequestHuman: control === "ai_active",
    unread: state.unread.customer.length,
    // While somebody has it: then whoever of the team reads here counts, who consults too. Who monitors never does (M13).
    seen: state.owner !== null && state.unread.team.length === 0,
    ...(state.score === null ? {} : { rating: state.score }),
    ...thumbsOf(state),
    generating: typing(state),
    successorId: state.successorId,
  };
}

function agentState(state: ConversationState, actor: AgentActor, live: Live): AgentState {
  const { ticket, customer, link } = state;
  return {
    audience: "agent",
    ...agentHead(state, actor, live),
    ticket: ticket && { ...ticketHead(ticket), summary: ticket.summary, customer, link },
    customer,
    queuePosition: state.control === "queued" ? live.queuePosition : null,
    unread: state.unread.team.length,
    ...thumbsOf(state),
    generating: generating(state),
    aiResumesAt: state.closingAt === null ? null : new Date(state.closingAt).toISOString(),
    heldReply: heldReply(state),
    transferOffer: transferOffer(state),
    consultants: state.consultants.map(({ person }) => person),
    sentiment: state.sentiment?.score ?? null,
    sentimentTrend: sentimentTrend(state),
    wrapUp: wrapUpOf(state, actor),
  };
}

function headState(state: ConversationState, actor: AgentActor, live: Live): HeadState {
  return {
    audience: "head",
    ...agentHead(state, actor, live),
    // A subject is said in the customer's words: where health data may be in them, it is content (N6).
    ticket: state.ticket && {
      ...ticketHead(state.ticket),
      ...(live.hipaa ? { subject: state.customer.name } : {}),
    },
    transferOffer: headOffer(state, actor),
  };
}

function agentHead(state: ConversationState, actor: AgentActor, { hipaa = false }: Live) {
  return {
    id: state.id,
    state: state.control,
    epoch: state.epoch,
    cycle: state.cycle,
    owner: state.owner,
    ownedSince: state.owner ? new Date(state.since).toISOString() : null,
    can: abilitiesOf(state, actor),
    successorId: state.successorId,
    teamId: state.teamId,
    transfers: [...state.transfers],
    escalations: state.escalations.map((escalation) => ({
      id: escalation.id,
      team: hipaa ? null : escalation.teamId,
      reason: escalation.reason,
      count: hipaa ? null : escalation.count,
      taskId: escalation.taskId,
      mine: mayResolve(escalation, actor),
    })),
    ...(knowsOfMonitoring(state, actor) ? { monitor: monitorOf(state, actor) } : {}),
  };
}

function monitorOf({ monitor }: ConversationState, actor: AgentActor): MonitorState | null {
  if (!monitor) return null;
  const { person, leaseId } = monitor;
  const since = new Date(monitor.since).toISOString();
  return person.id === actor.person.id ? { person, since, leaseId } : { person, since };
}

/** Whom it is made to sees all of it; who may take it back, that it is there: the note is content. */
function headOffer(state: ConversationState, actor: AgentActor): TransferOffer | null {
  const offer = transferOffer(state);
  if (!offer || isOfferedTo(state, actor)) return offer;
  return mayCancelTransfer(state, actor) === null ? { ...offer, note: "" } : null;
}

export function transferOffer({ offer }: ConversationState): TransferOffer | null {
  if (!offer) return null;
  const { offerId, from, to, note, until } = offer;
  return { offerId, from, to, note, expiresAt: new Date(until).toISOString() };
}

/** A mood counts as changed when the newest message is this far from those before. */
const TREND = 0.25;

export function sentimentTrend({ sentiment }: ConversationState): SentimentTrend | null {
  if (!sentiment) return null;
  if (Math.abs(sentiment.trend) < TREND) return "steady";
  return sentiment.trend > 0 ? "rising" : "falling";
}

function wrapUpOf({ wrapUps }: ConversationState, { person }: AgentActor): AgentState["wrapUp"] {
  const wrapUp = wrapUps.find(({ agent }) => agent.id === person.id);
  return wrapUp ? { expiresAt: new Date(wrapUp.until).toISOString() } : null;
}

function ticketHead({ id, cycle, status, subject, assignee }: OpenTicket): TicketHead {
  return { id, cycle, status, subject, assignee };
}

function generating(state: ConversationState) {
  if (isEnded(state) || !state.reply) return null;
  return { replyId: state.reply.replyId, generationId: state.reply.generationId };
}

/** Of a reply that is held, the customer sees that it is typed for its last seconds (C2). */
function typing(state: ConversationState) {
  const { held, fired } = state;
  if (held && fired.includes("reply_near")) {
    return { replyId: held.replyId, generationId: held.generationId };
  }
  return state.reply?.quiet ? null : generating(state);
}

function heldReply({ held }: ConversationState): AgentState["heldReply"] {
  if (!held) return null;
  const { replyId, text, suggestions, dueAt } = held;
  return {
    replyId,
    text,
    ...(suggestions ? { suggestions: [...suggestions] } : {}),
    dueAt: new Date(dueAt).toISOString(),
  };
}

export function thumbsOf({ answered }: ConversationState): Pick<CustomerState, "thumbs"> {
  const rated = answered.flatMap(({ entryId, thumb }) => (thumb ? [[entryId, thumb] as const] : []));
  return rated.length > 0 ? { thumbs: Object.fromEntries(rated) } : {};
}

/** What a takeover answers with, first time or repeated (H7). */
export function ticketAnswer(state: ConversationState): AckResult {
  return state.ticket ? { ticketId: state.ticket.id, cycle: state.cycle } : { cycle: state.cycle };
}
