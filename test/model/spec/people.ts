import { belongTo, haveStake } from "./happenings.ts";
import { settleHold } from "./held.ts";
import { audit, internal, isEnded, type Model, move, SECOND } from "./model.ts";
import { type AgentId, type Destination, TEAMS } from "./steps.ts";

/** Who has a part in a conversation beside the one who has it: offers, consultants, who monitors. */

const OFFER_MS = 30 * SECOND;
const LEASE_MS = 30 * SECOND;
const CONFIRM_MS = 60 * SECOND;
const MOST_TRANSFERS = 8;

export const isAvailable = (m: Model, agent: string) =>
  m.workspace?.available.some((available) => available === agent) ?? false;
export const isFull = (m: Model, agent: string) => m.workspace?.full?.some((full) => full === agent) ?? false;
export const consults = (m: Model, agent: AgentId) => m.consultants.some((it) => it.agent === agent);
export const owesWrapUp = (m: Model, agent: AgentId) => m.wrapUps.some((wrapUp) => wrapUp.agent === agent);
export const hasPart = (m: Model, agent: AgentId) =>
  m.owner === agent || consults(m, agent) || owesWrapUp(m, agent);
export const monitors = (m: Model, agent: AgentId) => m.monitor?.by === agent;
export const leaseLives = (m: Model) => m.monitor !== null && m.leaseUntil > m.now;

/** M14: all of an unowned conversation, one's own, and what one monitors; all of them can read at all. */
export const readsContent = (m: Model, agent: AgentId) =>
  m.owner === null || hasPart(m, agent) || monitors(m, agent);

export function isOfferedTo(m: Model, agent: AgentId): boolean {
  if (!m.offer || m.owner === agent) return false;
  const { to } = m.offer;
  if ("agent" in to) return to.agent === agent;
  return to.team !== "nowhere" && TEAMS[to.team].some((member) => member === agent);
}

const nameOf = (to: Destination) => ("agent" in to ? to.agent : to.team);

/** T4, S3: the same cycle, ticket and state in other hands; what the customer waits for begins anew. */
export function handOver(m: Model, to: AgentId): void {
  const waits = m.unansweredAt !== null;
  const late = m.saidLate;
  move(m, m.column, true);
  m.saidLate = late;
  belongTo(m, to);
  m.unansweredAt = waits ? m.now : null;
}

export function reassignTicket(m: Model, to: AgentId): void {
  if (!m.ticket) return;
  m.ticket.assignee = to;
  internal(m, `ticket_reassigned ${to}`);
}

/** I14: a new offer takes the place of the old one. */
export function makeOffer(m: Model, from: AgentId | null, to: Destination): void {
  if (m.offer) rescind(m, "replaced");
  m.offers += 1;
  m.offer = { n: m.offers, from, to, at: m.now, until: m.now + OFFER_MS };
  internal(m, ["transfer_offered", ...(from ? [from] : []), nameOf(to)].join(" "));
}

export function offerOver(m: Model, outcome: Model["transfers"][number]["outcome"]): void {
  if (!m.offer) return;
  m.transfers = [...m.transfers, { n: m.offer.n, outcome }].slice(-MOST_TRANSFERS);
  m.offer = null;
}

export function rescind(m: Model, reason: "replaced" | "cancelled" | "control_moved"): void {
  offerOver(m, "rescinded");
  internal(m, `transfer_rescinded ${reason}`);
}

export function assignedTo(m: Model, by: AgentId, to: Destination): void {
  internal(m, `assigned ${by} ${nameOf(to)}`);
}

/** S4: the newest consultant stands last. */
export function consult(m: Model, agent: AgentId, by: "transfer" | "join"): void {
  m.consultants = [...m.consultants.filter((it) => it.agent !== agent), { agent, by }];
  haveStake(m, agent);
}

export function startMonitoring(m: Model, by: AgentId): void {
  if (m.monitor) stopMonitoring(m, "expired");
  m.leases += 1;
  m.monitor = { n: m.leases, by, since: m.now };
  m.leaseUntil = m.now + LEASE_MS;
  audit(m, `monitor_started ${by}`);
}

export function renewLease(m: Model): void {
  m.leaseUntil = m.now + LEASE_MS;
}

/** A clock that was ahead gives nobody a longer lease than they would have now. */
export function capLease(m: Model): void {
  m.leaseUntil = Math.min(m.leaseUntil, m.now + LEASE_MS);
}

export function stopMonitoring(
  m: Model,
  reason: "stopped" | "expired" | "took_over" | "joined" | "ended",
): void {
  if (m.monitor) audit(m, `monitor_stopped ${m.monitor.by} ${reason}`);
  m.monitor = null;
}

/** T3: good for a minute, from this lease, while control stays. */
export function prepareTakeOver(m: Model, by: AgentId): void {
  m.prepared[by] = { lease: m.monitor?.n ?? 0, epoch: m.epoch, until: m.now + CONFIRM_MS };
}

/** An offer ends with the control it was made under, a held reply besides with its question; nobody monitors what is over or theirs (I14, M6, S5). */
export function settlePeople(m: Model, before: { epoch: number; ended: boolean }): void {
  if (m.offer && m.epoch !== before.epoch) rescind(m, "control_moved");
  settleHold(m, before);
  if (!m.monitor) return;
  const { by } = m.monitor;
  if (m.owner === by) stopMonitoring(m, "took_over");
  else if (hasPart(m, by)) stopMonitoring(m, "joined");
  else if (m.column === "C" || (isEnded(m) && !before.ended)) stopMonitoring(m, "ended");
}
