import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import type { AudienceState, CustomerState, TicketHead } from "../../conversation/protocol/views.ts";
import type { Answer } from "./spec/take.ts";
import type { AgentsView, CustomersView } from "./spec/views.ts";

/** What the real thing shows after a step, in the model's words. */
export type Seen = { answer: SeenAnswer | null; lines: string[] };
export type SeenAnswer = Answer | { ok: false; code: string; by?: string; ticket?: number };

/** The number of a ticket: how many had been opened when it was. */
export type TicketNumber = (ticketId: string) => number;

export function customersView(state: CustomerState): CustomersView {
  return {
    audience: "customer",
    state: state.state,
    epoch: state.epoch,
    agent: state.agent?.id ?? null,
    waiting: state.waiting,
    waitingLong: state.waitingLong,
    canRequestHuman: state.canRequestHuman,
    unread: state.unread,
    generating: state.generating !== null,
    successor: state.successorId !== null,
  };
}

export function agentsView(state: Exclude<AudienceState, CustomerState>, numberOf: TicketNumber): AgentsView {
  const { audience, epoch, cycle, ticket } = state;
  return {
    audience,
    epoch,
    cycle,
    state: state.state,
    owner: state.owner?.id ?? null,
    can: [...state.can].sort(),
    ticket: ticket && ticketOf(ticket, numberOf),
    successor: state.successorId !== null,
    content:
      state.audience === "head" ? null : { unread: state.unread, generating: state.generating !== null },
  };
}

function ticketOf({ id, cycle, status, assignee, subject }: TicketHead, numberOf: TicketNumber) {
  return { n: numberOf(id), cycle, status, assignee: assignee?.id ?? null, subject };
}

/** A public entry in short. */
export function lineOf(entry: PublicEntry): string {
  if (entry.kind !== "message") return entry.code;
  const { role } = entry.author;
  return entry.state === "interrupted" ? `${role}, interrupted` : role;
}
