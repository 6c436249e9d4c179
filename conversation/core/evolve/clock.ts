import { corrected } from "../budget.ts";
import type { ConversationState, HeldReply } from "../state.ts";

/** No time that deadlines are counted from lies after `at`. */
export function clockCorrected(state: ConversationState, at: number): ConversationState {
  const { reply, held, wishes, offer } = state;
  const capped = (time: number | null) => (time === null ? null : Math.min(time, at));
  return {
    ...state,
    since: Math.min(state.since, at),
    prolongedAt: capped(state.prolongedAt),
    humanSince: capped(state.humanSince),
    deferredUntil: null,
    closingAt: null,
    personWroteAt: capped(state.personWroteAt),
    unansweredSince: capped(state.unansweredSince),
    ownerLostAt: capped(state.ownerLostAt),
    ownerWroteAt: capped(state.ownerWroteAt),
    aiFailedAt: capped(state.aiFailedAt),
    answers: corrected(state.answers, at),
    reply: reply && { ...reply, at: Math.min(reply.at, at) },
    held: held && correctedHold(held, at),
    // Of what is being written anew it begins anew: what that clock has said may be days away.
    holdUntil: held && (held.at > at ? at + (held.dueAt - held.at) : state.holdUntil),
    offer: offer && correctedTerm(offer, at),
    wrapUps: state.wrapUps.map((wrapUp) => correctedTerm(wrapUp, at)),
    // Whether the summary was slow cannot be told any more: the fallback stands.
    wishes: { ...wishes, summary: wishes.summary && { ...wishes.summary, deadline: at } },
  };
}

function correctedHold(held: HeldReply, at: number): HeldReply {
  return held.at <= at ? held : { ...held, at, dueAt: at + (held.dueAt - held.at) };
}

/** As long as it was to be, from now on at the latest. */
function correctedTerm<Term extends { at: number; until: number }>(term: Term, at: number): Term {
  if (term.at <= at) return term;
  return { ...term, at, until: at + (term.until - term.at) };
}
