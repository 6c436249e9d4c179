import type { Event } from "../events.ts";
import { fingerprint } from "../fingerprint.ts";
import { type ConversationState, ESCALATIONS_CAP } from "../state.ts";

type Of<Type extends Event["type"]> = Extract<Event, { type: Type }>;

export function escalated(state: ConversationState, { escalation }: Of<"escalated">): ConversationState {
  return { ...state, escalations: [...state.escalations, escalation] };
}

export function escalatedAgain(
  state: ConversationState,
  { escalationId, reason, by }: Of<"re_escalated">,
): ConversationState {
  const escalations = state.escalations.map((escalation) =>
    escalation.id === escalationId ? { ...escalation, reason, by, count: escalation.count + 1 } : escalation,
  );
  return { ...state, escalations };
}

export function withSuppressed(
  state: ConversationState,
  { teamId, until }: Of<"escalation_suppressed">,
): ConversationState {
  const others = state.suppressed.filter((held) => held.teamId !== teamId);
  return { ...state, suppressed: [...others, { teamId, until }].slice(-ESCALATIONS_CAP) };
}

export function withoutEscalation(state: ConversationState, escalationId: string): ConversationState {
  return { ...state, escalations: state.escalations.filter(({ id }) => id !== escalationId) };
}

/** The same words again, or others. Files without a word say nothing, so they repeat nothing. */
export function saidAgain(state: ConversationState, saying: string): ConversationState {
  if (saying === "") return { ...state, repeated: null };
  const mark = fingerprint(saying);
  const count = state.repeated?.mark === mark ? state.repeated.count + 1 : 1;
  return { ...state, repeated: { mark, count } };
}
