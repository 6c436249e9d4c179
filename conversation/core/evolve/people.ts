import type { Person } from "../../protocol/shared.ts";
import type { TransferOutcome } from "../../protocol/views.ts";
import { fingerprint } from "../fingerprint.ts";
import {
  type Consultant,
  type ConversationState,
  STAKES_CAP,
  saysLate,
  TRANSFERS_CAP,
  WRAP_UPS_CAP,
} from "../state.ts";
import { changeControl, lasting } from "./control.ts";

/** Who has a part in the conversation beside its control: consultants, offers, wrap-ups, stakes. */

/** Another person has it, in the same cycle and the same state: what the customer waits for begins anew. */
export function handedOver(state: ConversationState, to: Person, at: number): ConversationState {
  return withOwner(
    {
      ...changeControl(state, state.control, at),
      unansweredSince: state.unansweredSince === null ? null : at,
      // The customer sees another name and nothing else (T5): what they have been told is not taken back.
      fired: [...lasting(state.fired), ...(saysLate(state) ? (["told_late"] as const) : [])],
    },
    to,
  );
}

export function withOwner(state: ConversationState, owner: Person): ConversationState {
  // What they owe of an earlier part of theirs they do not owe before this one is over.
  return withStake({ ...withoutWrapUp(withoutConsultant(state, owner.id), owner.id), owner }, owner.id);
}

export function withConsultant(state: ConversationState, consultant: Consultant): ConversationState {
  const others = withoutConsultant(state, consultant.person.id).consultants;
  return withStake({ ...state, consultants: [...others, consultant] }, consultant.person.id);
}

export function withoutConsultant(state: ConversationState, personId: string): ConversationState {
  return { ...state, consultants: state.consultants.filter(({ person }) => person.id !== personId) };
}

export function offerOver(
  state: ConversationState,
  offerId: string,
  outcome: TransferOutcome["outcome"],
): ConversationState {
  const offer = state.offer?.offerId === offerId ? null : state.offer;
  return { ...state, offer, transfers: [...state.transfers, { offerId, outcome }].slice(-TRANSFERS_CAP) };
}

export function owingWrapUp(
  state: ConversationState,
  agent: Person,
  at: number,
  until: number,
): ConversationState {
  const others = withoutWrapUp(state, agent.id).wrapUps;
  return { ...state, wrapUps: [...others, { agent, at, until }].slice(-WRAP_UPS_CAP) };
}

export function withoutWrapUp(state: ConversationState, agentId: string): ConversationState {
  return { ...state, wrapUps: state.wrapUps.filter(({ agent }) => agent.id !== agentId) };
}

function withStake(state: ConversationState, personId: string): ConversationState {
  const { stakes } = state;
  const mark = fingerprint(personId);
  if (stakes === "everybody" || stakes.includes(mark)) return state;
  return { ...state, stakes: stakes.length < STAKES_CAP ? [...stakes, mark] : "everybody" };
}
