import { withAnswer } from "../budget.ts";
import type { Event, HoldEnd } from "../events.ts";
import type { ConversationState, Told } from "../state.ts";
import { unreadWith } from "./messages.ts";

/** A reply of the AI: started, held, sent, or come to nothing. */

export type Of<Type extends Event["type"]> = Extract<Event, { type: Type }>;

export function replyStarted(
  state: ConversationState,
  { replyId, generationId, uptoSeq, quiet }: Of<"ai_reply_started">,
  at: number,
): ConversationState {
  return {
    ...state,
    reply: { replyId, generationId, uptoSeq, epoch: state.epoch, at, quiet },
    askedSeq: uptoSeq,
    answers: withAnswer(state.answers, at),
    wishes: { ...state.wishes, ai: null },
  };
}

export function replyHeld(
  state: ConversationState,
  { replyId, text, sources, offersPerson, suggestions, dueAt, holdUntil }: Of<"ai_reply_held">,
  at: number,
): ConversationState {
  const { generationId, uptoSeq } = state.reply ?? { generationId: "", uptoSeq: state.askedSeq };
  return {
    ...state,
    reply: null,
    held: {
      ...{ replyId, generationId, uptoSeq, text, sources, offersPerson, at, dueAt },
      ...(suggestions ? { suggestions } : {}),
    },
    holdUntil,
    aiFailedAt: null,
    fired: without(state.fired, "reply_near"),
  };
}

/** By its time, by an agent, or at once: the customer has it. */
export function replySent(state: ConversationState, seq: number, at: number): ConversationState {
  const uptoSeq = (state.held ?? state.reply)?.uptoSeq ?? 0;
  // A message that came while this answer was written is newer than what it answers.
  const isOvertaken = state.newest?.role === "customer" && state.newest.seq > uptoSeq;
  return {
    ...state,
    reply: null,
    held: null,
    holdUntil: null,
    messages: state.messages + 1,
    answeredSeq: state.askedSeq,
    newest: isOvertaken ? state.newest : { role: "ai", seq, at },
    resumed: false,
    aiFailedAt: null,
    unread: { ...state.unread, customer: unreadWith(state.unread.customer, seq) },
  };
}

/** What a newer message made outdated is wished for anew; what an agent did not want is left to people. */
export function replyCancelled(state: ConversationState, reason: HoldEnd, at: number): ConversationState {
  const over = { ...state, held: null };
  switch (reason) {
    case "new_message": {
      const ai = state.newest && { uptoSeq: state.newest.seq };
      return { ...over, wishes: { ...state.wishes, ai } };
    }
    case "cancelled":
      return {
        ...over,
        holdUntil: null,
        declinedSeq: state.askedSeq,
        unansweredSince: at,
        fired: without(state.fired, "unanswered_late"),
      };
    case "taken_over":
    case "control_moved":
    case "ended":
    case "ai_off":
      return { ...over, holdUntil: null };
  }
}

/** A generation that a restart cut off is wished for again; one that failed is not, it goes to a person. */
export function replyFailed(state: ConversationState, reason: string, at: number): ConversationState {
  if (reason !== "restart") return { ...state, reply: null, holdUntil: null, aiFailedAt: at };
  const uptoSeq = state.newest?.role === "customer" ? state.newest.seq : null;
  return { ...state, reply: null, wishes: { ...state.wishes, ai: uptoSeq === null ? null : { uptoSeq } } };
}

function without(fired: readonly Told[], alert: Told): readonly Told[] {
  return fired.filter((other) => other !== alert);
}
