import { fingerprint } from "../fingerprint.ts";
import { type ConversationState, UNREAD_CAP } from "../state.ts";

/** A message weighs half; what was said before it, the other half. */
export function withSentiment(state: ConversationState, score: number | undefined): ConversationState {
  if (score === undefined) return state;
  const before = state.sentiment?.score ?? score;
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return { ...state, sentiment: { score: rounded((before + score) / 2), trend: rounded(score - before) } };
}

export function customerSpoke(state: ConversationState, seq: number, at: number): ConversationState {
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

export function agentSpoke(
  state: ConversationState,
  authorId: string,
  seq: number,
  at: number,
): ConversationState {
  return {
    ...state,
    control: "agent_active",
    messages: state.messages + 1,
    newest: { role: "agent", seq, at },
    personWroteAt: at,
    ownerWroteAt: state.owner?.id === authorId ? at : state.ownerWroteAt,
    answeredSeq: seq,
    unansweredSince: null,
    fired: state.fired.filter((alert) => alert === "told_unavailable"),
    ticket: state.ticket && { ...state.ticket, status: "waiting_on_customer" },
    unread: { team: [], customer: unreadWith(state.unread.customer, seq) },
  };
}

export function unreadWith(unread: readonly number[], seq: number): readonly number[] {
  return [...unread, seq].slice(-UNREAD_CAP);
}

/** What tells one rating from another. */
export function ratingMark(score: number, comment: string): string {
  return fingerprint(JSON.stringify([score, comment]));
}
