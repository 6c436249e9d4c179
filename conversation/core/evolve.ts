import type { Event, LogRecord } from "./events.ts";
import { projectEvent } from "./project.ts";
import { type Alert, type ConversationState, UNREAD_CAP, type Wishes } from "./state.ts";

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
  prolongedAt: null,
  owner: null,
  ownerLostAt: null,
  seqs: { log: 0, public: 0, internal: 0 },
  messages: 0,
  newest: null,
  unansweredSince: null,
  reply: null,
  ticket: null,
  declinedSeq: 0,
  askedSeq: 0,
  answeredSeq: 0,
  aiFailedAt: null,
  fired: [],
  resumed: false,
  wishes: NO_WISHES,
  unread: { customer: [], team: [] },
  rating: null,
  successorId: null,
};

/** The state after one more event. Pure: replaying the log from `NO_CONVERSATION` gives the stored state (I17). */
export function evolve(state: ConversationState, event: Event, at: number): ConversationState {
  const projected = projectEvent(event, { at, cycle: state.cycle, ...state.seqs });
  const next = apply(state, event, at);
  return {
    ...next,
    seqs: {
      log: next.seqs.log,
      public: state.seqs.public + projected.public.length,
      internal: state.seqs.internal + projected.internal.length,
    },
  };
}

/** The state after a whole record: its events, and one step further in the log. */
export function evolveRecord(
  state: ConversationState,
  record: Pick<LogRecord, "events" | "at">,
): ConversationState {
  const next = record.events.reduce((folded, event) => evolve(folded, event, record.at), state);
  return { ...next, seqs: { ...next.seqs, log: state.seqs.log + 1 } };
}

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
      };
    }
    case "message_sent":
      return event.author.role === "customer" ? customerSpoke(state, seq, at) : agentSpoke(state, seq, at);
    case "ai_reply_started":
      return {
        ...state,
        reply: {
          replyId: event.replyId,
          generationId: event.generationId,
          uptoSeq: event.uptoSeq,
          epoch: state.epoch,
          at,
        },
        askedSeq: event.uptoSeq,
        wishes: { ...state.wishes, ai: null },
      };
    case "ai_reply_sent":
      return {
        ...state,
        reply: null,
        messages: state.messages + 1,
        answeredSeq: state.askedSeq,
        // A message that came while this answer was written is newer than what it answers.
        newest: newerThan(state, state.reply?.uptoSeq ?? 0) ? state.newest : { role: "ai", seq, at },
        resumed: false,
        aiFailedAt: null,
        unread: { ...state.unread, customer: unreadWith(state.unread.customer, seq) },
      };
    case "ai_reply_interrupted":
      return { ...state, reply: null, messages: state.messages + 1 };
    case "ai_reply_failed":
      return replyFailed(state, event.reason, at);
    case "customer_identified":
      return { ...state, customer: event.customer, customerVersion: event.customerVersion };
    case "human_requested":
      return {
        ...changeControl(event.by === "ai" ? declined(state) : state, "queued", at),
      };
    case "human_unavailable":
      return {
        ...(event.by === "ai" ? declined(state) : state),
        fired: withAlert(state.fired, "told_unavailable"),
      };
    case "request_cancelled":
      return returnToAi(state, at);
    case "taken_over":
      return {
        ...changeControl(state, event.implicit ? "agent_active" : "agent_joining", at),
        cycle: state.cycle + 1,
        owner: event.by,
        resumed: true,
      };
    case "ai_resumed":
      return returnToAi(state, at);
    case "returned_to_queue":
      return changeControl(state, "queued", at);
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
    case "ended":
      return {
        ...changeControl(state, "closed", at),
        wishes: NO_WISHES,
        ticket: null,
        successorId: event.successorId,
      };
    case "rated":
      return { ...state, rating: { score: event.score, comment: event.comment } };
    case "note_added":
      return state;
  }
}

/** Control moves: the epoch with it, and nothing of the old state's deadlines, owner or reply stays. */
function changeControl(
  state: ConversationState,
  control: ConversationState["control"],
  at: number,
): ConversationState {
  return {
    ...state,
    control,
    epoch: state.epoch + 1,
    since: at,
    prolongedAt: null,
    owner: null,
    ownerLostAt: null,
    unansweredSince: null,
    reply: null,
    fired: [],
    wishes: { ...state.wishes, ai: null },
  };
}

/** The AI has control again; it speaks only when the newest public message is an unanswered customer's (H14). */
function returnToAi(state: ConversationState, at: number): ConversationState {
  const next = changeControl(state, "ai_active", at);
  const unanswered = state.newest?.role === "customer" && state.newest.seq > state.declinedSeq;
  return unanswered && state.newest
    ? { ...next, wishes: { ...next.wishes, ai: { uptoSeq: state.newest.seq } } }
    : next;
}

function customerSpoke(state: ConversationState, seq: number, at: number): ConversationState {
  const aiAnswers = state.control === "ai_active";
  return {
    ...state,
    messages: state.messages + 1,
    newest: { role: "customer", seq, at },
    unansweredSince: state.owner ? (state.unansweredSince ?? at) : null,
    ticket:
      state.ticket?.status === "waiting_on_customer" ? { ...state.ticket, status: "on_you" } : state.ticket,
    wishes: aiAnswers ? { ...state.wishes, ai: { uptoSeq: seq } } : state.wishes,
    unread: { ...state.unread, team: unreadWith(state.unread.team, seq) },
  };
}

function agentSpoke(state: ConversationState, seq: number, at: number): ConversationState {
  return {
    ...state,
    control: "agent_active",
    messages: state.messages + 1,
    newest: { role: "agent", seq, at },
    answeredSeq: seq,
    unansweredSince: null,
    fired: state.fired.filter((alert) => alert === "told_unavailable"),
    ticket: state.ticket && { ...state.ticket, status: "waiting_on_customer" },
    unread: { team: [], customer: unreadWith(state.unread.customer, seq) },
  };
}

/** A generation that a restart cut off is wished for again; one that failed is not, it goes to a person. */
function replyFailed(state: ConversationState, reason: string, at: number): ConversationState {
  if (reason !== "restart") return { ...state, reply: null, aiFailedAt: at };
  const uptoSeq = state.newest?.role === "customer" ? state.newest.seq : null;
  return { ...state, reply: null, wishes: { ...state.wishes, ai: uptoSeq === null ? null : { uptoSeq } } };
}

/** The AI handed off instead of answering: it is not asked again for the same messages. */
function declined(state: ConversationState): ConversationState {
  return { ...state, reply: null, declinedSeq: state.askedSeq };
}

function withAlert(fired: readonly Alert[], alert: Alert): readonly Alert[] {
  return fired.includes(alert) ? fired : [...fired, alert];
}

function newerThan(state: ConversationState, seq: number): boolean {
  return state.newest?.role === "customer" && state.newest.seq > seq;
}

function unreadWith(unread: readonly number[], seq: number): readonly number[] {
  return [...unread, seq].slice(-UNREAD_CAP);
}

/** No time that deadlines are counted from lies after `at`. */
function clockCorrected(state: ConversationState, at: number): ConversationState {
  const { reply, wishes } = state;
  const capped = (time: number | null) => (time === null ? null : Math.min(time, at));
  return {
    ...state,
    since: Math.min(state.since, at),
    prolongedAt: capped(state.prolongedAt),
    unansweredSince: capped(state.unansweredSince),
    ownerLostAt: capped(state.ownerLostAt),
    aiFailedAt: capped(state.aiFailedAt),
    reply: reply && { ...reply, at: Math.min(reply.at, at) },
    // Whether the summary was slow cannot be told any more: the fallback stands.
    wishes: { ...wishes, summary: wishes.summary && { ...wishes.summary, deadline: at } },
  };
}
