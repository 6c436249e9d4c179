import type { AckResult } from "../../conversation/protocol/down.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import type { ErrorDetails } from "../../conversation/protocol/errors.ts";
import type { AudienceState, CustomerState, TicketHead } from "../../conversation/protocol/views.ts";
import { CANARY } from "./frames.ts";
import type { Answer } from "./spec/answer.ts";
import type { AgentsView, CustomersView } from "./spec/views.ts";

/** What the real thing shows after a step, in the model's words. */
export type Seen = { answer: SeenAnswer | null; lines: string[]; internal: string[]; audit: string[] };
export type SeenAnswer =
  | Extract<Answer, { ok: true }>
  | { ok: false; code: string; by?: string; ticket?: number; exceededBy?: number };

/** The number of a ticket, an offer or a lease: how many there had been when it came. */
export type NumberOf = (id: string) => number;
/** How far a client's ledgers reach; null where it has none. */
export type Seqs = { public: number; internal: number; audit: number };

export function accepted(result: AckResult, numberOf: NumberOf): SeenAnswer {
  const { ticketId, cycle, leaseId, offerId, displaces, exceededBy, expiresAt, suppressed } = result;
  return {
    ok: true,
    ...(ticketId ? { ticket: numberOf(ticketId) } : {}),
    ...(cycle === undefined ? {} : { cycle }),
    ...(leaseId ? { lease: numberOf(leaseId) } : {}),
    ...(offerId ? { offer: numberOf(offerId) } : {}),
    ...(displaces ? { displaces: displaces.id } : {}),
    ...(exceededBy === undefined ? {} : { exceededBy }),
    ...(expiresAt ? { until: Date.parse(expiresAt) } : {}),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

export function refused(code: string, details: ErrorDetails | undefined, numberOf: NumberOf): SeenAnswer {
  return {
    ok: false,
    code,
    ...(details?.by ? { by: details.by.id } : {}),
    ...(details?.ticketId ? { ticket: numberOf(details.ticketId) } : {}),
    ...(details?.exceededBy === undefined ? {} : { exceededBy: details.exceededBy }),
  };
}

export function customersView(state: CustomerState, seqs: Seqs): CustomersView {
  return {
    audience: "customer",
    state: state.state,
    epoch: state.epoch,
    agent: state.agent?.id ?? null,
    waiting: state.waiting,
    waitingLong: state.waitingLong,
    canRequestHuman: state.canRequestHuman,
    seen: state.seen === true,
    rated: state.rating !== undefined,
    thumbs: Object.values(state.thumbs ?? {}),
    unread: state.unread,
    generating: state.generating !== null,
    backAt: state.backAt === null ? null : Date.parse(state.backAt),
    successor: state.successorId !== null,
    public: seqs.public,
  };
}

type AgentsState = Exclude<AudienceState, CustomerState>;

export function agentsView(state: AgentsState, numberOf: NumberOf, seqs: Seqs): AgentsView {
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
    team: state.teamId,
    offer: offerOf(state, numberOf),
    transfers: state.transfers.map(({ offerId, outcome }) => ({ n: numberOf(offerId), outcome })),
    escalations: state.escalations.map(({ id, team, reason, count, mine }) => ({
      ...{ n: numberOf(id), team, reason: inShort(reason), count, mine },
    })),
    ...("monitor" in state ? { monitor: monitorOf(state, numberOf) } : {}),
    content: state.audience === "head" ? null : contentOf(state, numberOf, seqs),
  };
}

function offerOf({ transferOffer }: AgentsState, numberOf: NumberOf): AgentsView["offer"] {
  if (!transferOffer) return null;
  const { offerId, from, to, note, expiresAt } = transferOffer;
  return {
    n: numberOf(offerId),
    from: from?.id ?? null,
    to: to.agent ? { agent: to.agent.id } : { team: to.teamId ?? "" },
    until: Date.parse(expiresAt),
    noted: note !== "",
  };
}

function monitorOf({ monitor }: AgentsState, numberOf: NumberOf): NonNullable<AgentsView["monitor"]> | null {
  if (!monitor) return null;
  const { person, since, leaseId } = monitor;
  const lease = leaseId === undefined ? {} : { lease: numberOf(leaseId) };
  return { by: person.id, since: Date.parse(since), ...lease };
}

function contentOf(
  state: Exclude<AgentsState, { audience: "head" }>,
  numberOf: NumberOf,
  seqs: Seqs,
): AgentsView["content"] {
  const { audience, unread, generating, consultants, sentiment, sentimentTrend, wrapUp } = state;
  const { heldReply, aiResumesAt, thumbs = {} } = state;
  return {
    unread,
    thumbs: Object.values(thumbs),
    generating: generating !== null,
    held: heldReply && { n: numberOf(heldReply.replyId), dueAt: Date.parse(heldReply.dueAt) },
    aiResumesAt: aiResumesAt === null ? null : Date.parse(aiResumesAt),
    consultants: consultants.map(({ id }) => id),
    mood: sentiment,
    trend: sentimentTrend,
    wrapUpUntil: wrapUp && Date.parse(wrapUp.expiresAt),
    public: seqs.public,
    internal: seqs.internal,
    audit: audience === "supervisor" ? seqs.audit : null,
  };
}

function ticketOf({ id, cycle, status, assignee, subject }: TicketHead, numberOf: NumberOf) {
  return { n: numberOf(id), cycle, status, assignee: assignee?.id ?? null, subject };
}

/** A public entry in short. */
export function lineOf(entry: PublicEntry): string {
  if (entry.kind !== "message") return entry.code;
  const { role } = entry.author;
  if (entry.origin === "ai") return `${role} for the ai`;
  return entry.state === "interrupted" ? `${role}, interrupted` : role;
}

/** Of an entry that agents or supervisors read: what, by whom, about whom, and why it was so with people. */
export function innerLineOf(entry: InternalEntry | AuditEntry): string {
  if (entry.kind === "note") return `note ${entry.author.id}`;
  const { code, params } = entry;
  const shown = [...WHO, ...(WITH_REASON.has(code) ? ["reason"] : [])];
  return inShort([code, ...shown.flatMap((key) => params[key] ?? [])].join(" "));
}

/** Without what is there to be looked for elsewhere. */
const inShort = (text: string) => text.replace(` ${CANARY}`, "");

const WHO = [
  ...["byId", "fromId", "toId", "teamId", "displacedId", "assigneeId", "agentId", "personId"],
  ...["breach", "of"],
];
const WITH_REASON = new Set([
  ...["transfer_rescinded", "participant_left", "monitor_stopped", "closed"],
  ...["ai_reply_cancelled", "escalated", "re_escalated", "escalation_suppressed", "escalation_resolved"],
]);
