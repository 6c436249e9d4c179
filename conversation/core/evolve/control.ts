import type { ConversationState, Told } from "../state.ts";

/** Control moves: the epoch with it, and nothing of the old state's deadlines, owner or reply stays. */
export function changeControl(
  state: ConversationState,
  control: ConversationState["control"],
  at: number,
): ConversationState {
  const withPeople = control !== "ai_active" && control !== "wrap_up" && control !== "closed";
  return {
    ...state,
    ...(withPeople
      ? { humanSince: state.humanSince ?? at }
      : { humanSince: null, deferredUntil: null, closingAt: null, personWroteAt: null }),
    backAt: null,
    control,
    epoch: state.epoch + 1,
    since: at,
    prolongedAt: null,
    owner: null,
    ownerLostAt: null,
    ownerWroteAt: null,
    teamId: null,
    unansweredSince: null,
    reply: null,
    holdUntil: null,
    fired: withPeople ? lasting(state.fired) : [],
    wishes: { ...state.wishes, ai: null },
  };
}

/** A first answer that was late is missed once, whoever has it until the AI has it again. */
export function lasting(fired: readonly Told[]): readonly Told[] {
  return fired.filter((told) => told === "sla_first");
}

/** The AI has control again; it speaks only when the newest public message is an unanswered customer's (H14). */
export function returnToAi(state: ConversationState, at: number): ConversationState {
  const next = changeControl(state, "ai_active", at);
  const unanswered = state.newest?.role === "customer" && state.newest.seq > state.declinedSeq;
  return unanswered && state.newest
    ? { ...next, wishes: { ...next.wishes, ai: { uptoSeq: state.newest.seq } } }
    : next;
}

/** The AI handed off instead of answering: it is not asked again for the same messages. The next is a new question. */
export function declined(state: ConversationState): ConversationState {
  return { ...state, reply: null, declinedSeq: state.askedSeq, holdUntil: null };
}

export function withAlert(fired: readonly Told[], alert: Told): readonly Told[] {
  return fired.includes(alert) ? fired : [...fired, alert];
}
