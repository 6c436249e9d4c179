import { abilitiesOf, abilityOf } from "./abilities.ts";
import { type Audience, audienceOf, knowsOfMonitoring } from "./audiences.ts";
import { STATES } from "./cells.ts";
import { mayResolve } from "./escalations.ts";
import { isEnded, type Model } from "./model.ts";
import { isOfferedTo } from "./people.ts";
import type { AgentId } from "./steps.ts";

/** Who sees what. Tickets, offers and leases are named by their number; whether a reply is being written, by yes or no. */

export type CustomersView = {
  audience: "customer";
  state: string;
  epoch: number;
  agent: string | null;
  waiting: boolean;
  waitingLong: boolean;
  canRequestHuman: boolean;
  seen: boolean;
  rated: boolean;
  /** In the order of the answers that they are on. */
  thumbs: string[];
  unread: number;
  generating: boolean;
  backAt: number | null;
  successor: boolean;
  /** Entries of the ledger. */
  public: number;
};

export type AgentsView = {
  audience: Audience;
  state: string;
  epoch: number;
  cycle: number;
  owner: string | null;
  can: string[];
  ticket: { n: number; cycle: number; status: string; assignee: string | null; subject: string } | null;
  successor: boolean;
  team: string | null;
  offer: {
    n: number;
    from: string | null;
    to: { agent: string } | { team: string };
    until: number;
    /** What was said with it is there. */
    noted: boolean;
  } | null;
  transfers: { n: number; outcome: string }[];
  /** Team and count are hidden in HIPAA mode (E2). */
  escalations: {
    n: number;
    team: string | null;
    reason: string;
    count: number | null;
    mine: boolean;
  }[];
  /** Absent where the agent may not know whether somebody monitors; the lease is the holder's alone. */
  monitor?: { by: string; since: number; lease?: number } | null;
  content: {
    unread: number;
    thumbs: string[];
    generating: boolean;
    held: { n: number; dueAt: number } | null;
    aiResumesAt: number | null;
    consultants: string[];
    mood: number | null;
    trend: string | null;
    wrapUpUntil: number | null;
    /** Entries of each ledger, as far as the agent has any. */
    public: number;
    internal: number;
    audit: number | null;
  } | null;
};

export type Views = { customer: CustomersView; agents: Record<AgentId, AgentsView> };

export function viewsOf(m: Model): Views {
  return { customer: customersView(m), agents: forEachAgent((agent) => agentsView(m, agent)) };
}

export function forEachAgent<View>(view: (agent: AgentId) => View): Record<AgentId, View> {
  const [ann, ben, sue, tom] = [view("ann"), view("ben"), view("sue"), view("tom")];
  return { ann, ben, sue, tom, rex: view("rex"), vic: view("vic") };
}

/** H5: the spinner is a function of the state. */
function customersView(m: Model): CustomersView {
  return {
    audience: "customer",
    state: isEnded(m) ? "ended" : STATES[m.column],
    epoch: m.epoch,
    agent: m.owner,
    waiting: m.column === "J",
    waitingLong: m.column === "J" && m.saidLate,
    canRequestHuman: m.column === "A",
    // What somebody else reads along, the customer is not told (M13).
    seen: m.owner !== null && m.unread.team === 0,
    rated: m.rated,
    thumbs: thumbsOf(m),
    unread: m.unread.customer,
    // C2: of one that is held they see that it is typed, at its end.
    generating: m.held ? m.alerts.includes("reply_near") : m.reply !== null && !m.reply.quiet,
    backAt: m.backAt,
    successor: isEnded(m),
    public: m.seqs.public,
  };
}

/** M14: another agent's conversation shows its head and nothing of its content. */
function agentsView(m: Model, agent: AgentId): AgentsView {
  const audience = audienceOf(m, agent);
  return {
    audience,
    state: STATES[m.column],
    epoch: m.epoch,
    cycle: m.cycle,
    owner: m.owner,
    can: abilitiesOf(m, agent),
    // N6: a subject is said in the customer's words.
    ticket: m.ticket && {
      ...m.ticket,
      ...(audience === "head" && m.terms.hipaa ? { subject: m.customerName } : {}),
    },
    successor: isEnded(m),
    team: m.team,
    offer: offerOf(m, agent, audience),
    transfers: m.transfers.map((transfer) => ({ ...transfer })),
    escalations: m.escalations.map(({ n, team, reason, count }) => ({
      ...{ n, reason, mine: mayResolve(agent, team) },
      ...(m.terms.hipaa ? { team: null, count: null } : { team, count }),
    })),
    ...(knowsOfMonitoring(m, agent) ? { monitor: monitorOf(m, agent) } : {}),
    content: audience === "head" ? null : contentOf(m, agent),
  };
}

/**
 * Of a head, whom the offer is made to sees all of it, and who may take it back sees that it is there: what was said
 * with it is content.
 */
function offerOf(m: Model, agent: AgentId, audience: Audience): AgentsView["offer"] {
  if (!m.offer) return null;
  const { n, from, to, until } = m.offer;
  const whole = audience !== "head" || isOfferedTo(m, agent);
  if (!whole && !abilityOf(m, "cancelTransfer", agent).accepted) return null;
  return { n, from, to, until, noted: whole && from !== null };
}

function monitorOf({ monitor }: Model, agent: AgentId): NonNullable<AgentsView["monitor"]> | null {
  if (!monitor) return null;
  const { n, by, since } = monitor;
  return by === agent ? { by, since, lease: n } : { by, since };
}

function contentOf(m: Model, agent: AgentId): AgentsView["content"] {
  const { seqs, mood } = m;
  return {
    unread: m.unread.team,
    thumbs: thumbsOf(m),
    generating: m.reply !== null,
    held: m.held && { n: m.held.n, dueAt: m.held.dueAt },
    aiResumesAt: m.closingAt,
    consultants: m.consultants.map((consultant) => consultant.agent),
    mood: mood?.score ?? null,
    trend: mood && trendOf(mood.trend),
    wrapUpUntil: m.wrapUps.find((wrapUp) => wrapUp.agent === agent)?.until ?? null,
    public: seqs.public,
    internal: seqs.internal,
    audit: audienceOf(m, agent) === "supervisor" ? seqs.audit : null,
  };
}

const thumbsOf = (m: Model) => m.thumbs.flatMap((thumb) => thumb ?? []);

/** S8: a quarter is a change. */
function trendOf(trend: number): string {
  if (trend <= -0.25) return "falling";
  return trend >= 0.25 ? "rising" : "steady";
}
