import type { Held } from "./held.ts";
import { ticketsOf } from "./tickets.ts";
import { timelineOf } from "./timeline.ts";
import type { ConversationView } from "./types.ts";

/** What an agent sees: a function of what the room sent and what has been typed here (I15). */
export function conversationView(id: string, held: Held): ConversationView {
  const { state } = held;
  if (state === null || state.audience === "customer") return { ...NOTHING_SEEN, id };
  const { epoch, cycle, owner, ownedSince, can, successorId, teamId, transferOffer, transfers } = state;
  const { escalations } = state;
  const head = {
    id: state.id,
    state: state.state,
    epoch,
    cycle,
    owner,
    ownedSince,
    can,
    successorId,
    teamId,
    transferOffer,
    transfers,
    escalations,
    ...(state.monitor === undefined ? {} : { monitor: state.monitor }),
  };
  if (state.audience === "head") {
    // Another agent's conversation shows its head and nothing of its content (M14).
    return { ...NOTHING_SEEN, ...head, tickets: state.ticket ? [state.ticket] : [] };
  }
  const { ticket, customer, queuePosition, unread, generating, aiResumesAt, heldReply, consultants } = state;
  const { sentiment, sentimentTrend, wrapUp } = state;
  return {
    ...head,
    readable: true,
    timeline: timelineOf(held),
    hasEarlier: held.public.from > 0 || held.internal.from > 0 || held.audit.from > 0,
    ticket,
    tickets: ticketsOf(held.internal.entries, ticket),
    aiReply: heldReply ? "held" : generating ? "generating" : "idle",
    aiResumesAt,
    heldReply,
    customer,
    // After the end there is nothing a customer could be typing.
    typing: held.typing
      .filter(({ role }) => role === "agent" || state.state !== "closed")
      .map(({ person }) => person),
    queuePosition,
    unread,
    consultants,
    sentiment,
    sentimentTrend,
    wrapUp,
  };
}

const NOTHING_SEEN: ConversationView = {
  id: "",
  state: "ai_active",
  readable: false,
  epoch: 0,
  cycle: 0,
  owner: null,
  ownedSince: null,
  can: [],
  timeline: [],
  hasEarlier: false,
  ticket: null,
  tickets: [],
  aiReply: "idle",
  aiResumesAt: null,
  heldReply: null,
  customer: null,
  typing: [],
  queuePosition: null,
  unread: 0,
  teamId: null,
  transferOffer: null,
  transfers: [],
  escalations: [],
  consultants: [],
  sentiment: null,
  sentimentTrend: null,
  wrapUp: null,
  successorId: null,
};
