import { NO_ANSWERS } from "./budget.ts";
import { gist } from "./escalation/words.ts";
import type { Event, LogRecord } from "./events.ts";
import { rated, withAnswered } from "./evolve/answered.ts";
import { clockCorrected } from "./evolve/clock.ts";
import { changeControl, declined, returnToAi, withAlert } from "./evolve/control.ts";
import {
  escalated,
  escalatedAgain,
  saidAgain,
  withoutEscalation,
  withSuppressed,
} from "./evolve/escalations.ts";
import { agentSpoke, customerSpoke, ratingMark, withSentiment } from "./evolve/messages.ts";
import {
  handedOver,
  offerOver,
  owingWrapUp,
  withConsultant,
  withOwner,
  withoutConsultant,
  withoutWrapUp,
} from "./evolve/people.ts";
import { replyCancelled, replyFailed, replyHeld, replySent, replyStarted } from "./evolve/replies.ts";
import { projectEvent } from "./project.ts";
import type { ConversationState, Wishes } from "./state.ts";

const NO_WISHES: Wishes = { ai: null, summary: null };

/** A room that holds no conversation yet. */
export const NO_CONVERSATION: ConversationState = {
  id: "",
  workspace: "",
  link: "",
  customer: { id: "", name: "", locale: "en" },
  customerVersion: 0,
  startedAt: 0,
  control: "closed",
  epoch: 0,
  cycle: 0,
  since: 0,
  humanSince: null,
  closingAt: null,
  deferredUntil: null,
  personWroteAt: null,
  backAt: null,
  prolongedAt: null,
  owner: null,
  ownerLostAt: null,
  ownerWroteAt: null,
  teamId: null,
  consultants: [],
  offer: null,
  transfers: [],
  wrapUps: [],
  escalations: [],
  suppressed: [],
  repeated: null,
  monitor: null,
  stakes: [],
  sentiment: null,
  seqs: { log: 0, shown: 0, public: 0, internal: 0, audit: 0 },
  messages: 0,
  newest: null,
  unansweredSince: null,
  reply: null,
  held: null,
  holdUntil: null,
  ticket: null,
  declinedSeq: 0,
  askedSeq: 0,
  answeredSeq: 0,
  answers: NO_ANSWERS,
  aiFailedAt: null,
  fired: [],
  resumed: false,
  wishes: NO_WISHES,
  unread: { customer: [], team: [] },
  score: null,
  rating: null,
  answered: [],
  successorId: null,
};

/** The state after one more event. Pure: replaying the log from `NO_CONVERSATION` gives the stored state (I17). */
export function evolve(state: ConversationState, event: Event, at: number): ConversationState {
  const projected = projectEvent(event, { at, cycle: state.cycle, ...state.seqs });
  const next = apply(state, event, at);
  return {
    ...next,
    seqs: {
      ...state.seqs,
      public: state.seqs.public + projected.public.length,
      internal: state.seqs.internal + projected.internal.length,
      audit: state.seqs.audit + projected.audit.length,
    },
  };
}

/** The state after a whole record: its events, and one step further in the log. */
export function evolveRecord(
  state: ConversationState,
  record: Pick<LogRecord, "events" | "at">,
): ConversationState {
  const next = record.events.reduce((folded, event) => evolve(folded, event, record.at), state);
  const { log, shown } = state.seqs;
  const isShown = record.events.some((event) => !OF_SUPERVISION.has(event.type));
  return { ...next, seqs: { ...next.seqs, log: log + 1, shown: isShown ? shown + 1 : shown } };
}

/** Commits of these alone are nobody's but supervision's (M2). */
const OF_SUPERVISION = new Set<Event["type"]>(["monitor_started", "monitor_stopped"]);

function apply(state: ConversationState, event: Event, at: number): ConversationState {
  const seq = state.seqs.public + 1;
  switch (event.type) {
    case "conversation_started": {
      const { id, workspace, link, customer, customerVersion, control } = event;
      return {
        ...NO_CONVERSATION,
        id,
        workspace,
        link,
        customer,
        customerVersion,
        control,
        epoch: 1,
        startedAt: at,
        since: at,
        humanSince: control === "ai_active" ? null : at,
      };
    }
    case "message_sent":
      return event.author.role === "customer"
        ? saidAgain(withSentiment(customerSpoke(state, seq, at), event.sentiment), gist(event.text))
        : agentSpoke(state, event.author.person.id, seq, at);
    case "ai_reply_started":
      return replyStarted(state, event, at);
    case "ai_reply_sent":
    case "ai_reply_edited":
      return withAnswered(replySent(state, seq, at), event.replyId);
    case "ai_reply_held":
      return replyHeld(state, event, at);
    case "ai_reply_cancelled":
      return replyCancelled(state, event.reason, at);
    case "ai_reply_interrupted":
      return { ...state, reply: null, messages: state.messages + 1 };
    case "ai_budget_spent":
      return { ...state, askedSeq: event.uptoSeq, wishes: { ...state.wishes, ai: null } };
    case "ai_reply_failed":
      return replyFailed(state, event.reason, at);
    case "customer_identified":
      return { ...state, customer: event.customer, customerVersion: event.customerVersion };
    case "human_requested":
      return changeControl(event.by === "ai" ? declined(state) : state, "queued", at);
    case "human_unavailable":
      return {
        ...(event.by === "ai" ? declined(state) : state),
        fired: withAlert(state.fired, "told_unavailable"),
        unansweredSince: state.owner ? state.unansweredSince : null,
        backAt: event.backAt,
        // Who waits through closing time has been told; the next one is another matter (B7).
        ...(event.reason === "closing_time" ? anew(at) : {}),
      };
    case "request_cancelled":
      return returnToAi(state, at);
    case "taken_over":
      return {
        ...withOwner(changeControl(state, event.implicit ? "agent_active" : "agent_joining", at), event.by),
        cycle: state.cycle + 1,
        resumed: true,
      };
    case "ai_resumed":
      return returnToAi(state, at);
    case "returned_to_queue":
      return { ...changeControl(state, "queued", at), ...(event.reason === "closing_time" ? anew(at) : {}) };
    case "closing_announced":
      return { ...state, closingAt: event.at };
    case "closing_deferred":
      return { ...state, deferredUntil: event.until, closingAt: event.until };
    case "closing_passed":
      return { ...state, ...anew(at) };
    case "queue_prolonged":
      return { ...state, prolongedAt: at };
    case "ticket_opened":
      return {
        ...state,
        ticket: event.ticket,
        wishes: { ...state.wishes, summary: { ticketId: event.ticket.id, deadline: event.summaryDeadline } },
      };
    case "ticket_adopted":
      return {
        ...state,
        ticket: state.ticket && {
          ...state.ticket,
          assignee: event.assignee,
          cycle: event.cycle,
          status: "on_you",
        },
        wishes: { ...state.wishes, summary: { ticketId: event.ticketId, deadline: event.summaryDeadline } },
      };
    case "ticket_updated":
      return { ...state, ticket: state.ticket && { ...state.ticket, status: event.status } };
    case "ticket_summarised":
      return {
        ...state,
        ticket: state.ticket && { ...state.ticket, subject: event.subject, summary: event.summary },
        wishes: { ...state.wishes, summary: null },
      };
    case "summary_failed":
      return { ...state, wishes: { ...state.wishes, summary: null } };
    case "ticket_closed":
      return { ...state, ticket: null, wishes: { ...state.wishes, summary: null } };
    case "alerted":
      return { ...state, fired: withAlert(state.fired, event.alert) };
    case "clock_corrected":
      return clockCorrected(state, at);
    case "owner_lost":
      return { ...state, ownerLostAt: at };
    case "owner_returned":
      return { ...state, ownerLostAt: null };
    case "read":
      return {
        ...state,
        unread: {
          ...state.unread,
          [event.by]: state.unread[event.by].filter((unread) => unread > event.seq),
        },
      };
    case "assigned": {
      if ("agent" in event.to) return state;
      const queued = state.control === "queued" ? state : changeControl(state, "queued", at);
      return { ...queued, teamId: event.to.teamId };
    }
    case "transfer_offered":
      return { ...state, offer: event.offer };
    case "transfer_accepted": {
      const over = offerOver(state, event.offerId, "accepted");
      if (!event.from) return over;
      const { from, by } = event;
      return withConsultant(handedOver(over, by, at), { person: from, by: "transfer" });
    }
    case "transfer_rejected":
      return offerOver(state, event.offerId, "rejected");
    case "transfer_timed_out":
      return offerOver(state, event.offerId, "timed_out");
    case "transfer_rescinded":
      return offerOver(state, event.offerId, "rescinded");
    case "ticket_reassigned":
      return { ...state, ticket: state.ticket && { ...state.ticket, assignee: event.assignee } };
    case "taken_over_from_agent":
      return handedOver(state, event.by, at);
    case "wrap_up_started":
      return owingWrapUp(state, event.agent, at, event.until);
    case "participant_joined":
      return withConsultant(state, { person: event.by, by: "join" });
    case "participant_left":
      return withoutConsultant(state, event.by.id);
    case "sla_breached":
      return { ...state, fired: withAlert(state.fired, event.breach) };
    case "escalated":
      return escalated(state, event);
    case "re_escalated":
      return escalatedAgain(state, event);
    case "escalation_suppressed":
      return withSuppressed(state, event);
    case "escalation_resolved":
      return withoutEscalation(state, event.escalationId);
    case "task_completed":
      return state;
    case "monitor_started":
      return { ...state, monitor: { leaseId: event.leaseId, person: event.by, since: at } };
    case "monitor_stopped":
      return state.monitor?.leaseId === event.leaseId ? { ...state, monitor: null } : state;
    case "ended":
      return ended(state, event, at);
    case "wrap_up_completed":
    case "wrap_up_expired":
      return withoutWrapUp(state, event.agent.id);
    case "closed": {
      const closed = { ...state, control: "closed", wrapUps: [] } as const;
      return event.reason === "force_ended" ? { ...closed, epoch: state.epoch + 1, since: at } : closed;
    }
    case "rated":
      return { ...state, score: event.score, rating: ratingMark(event.score, event.comment) };
    case "answer_rated":
      return rated(state, event);
    case "note_added":
      return state;
  }
}

/** With its end nobody has it or consults on it any more; who wraps up keeps it from closing (S6). */
function ended(
  state: ConversationState,
  { successorId, wrapUp }: Extract<Event, { type: "ended" }>,
  at: number,
): ConversationState {
  const over: ConversationState = {
    ...changeControl(state, wrapUp ? "wrap_up" : "closed", at),
    wishes: NO_WISHES,
    ticket: null,
    consultants: [],
    successorId,
  };
  return wrapUp ? owingWrapUp(over, wrapUp.agent, at, wrapUp.until) : { ...over, wrapUps: [] };
}

/** What people have from here on they have until the next closing time. */
function anew(at: number) {
  return { humanSince: at, deferredUntil: null, closingAt: null };
}
