import type { Entry } from "../core/view/types.ts";
import type { InternalEntry } from "../protocol/entry.ts";
import type { Person } from "../protocol/shared.ts";
import type { AgentState, AudienceState, CustomerState, TransferOffer } from "../protocol/views.ts";

/** What an agent is told of, when one state of the room follows another. */

/** The room as an agent may see it, in full or by its head. */
export type Seen = Exclude<AudienceState, CustomerState>;

/** How control left this agent without their doing, if it did. */
export type Loss =
  | { kind: "displaced"; by: Person; at: string | null }
  | { kind: "released"; reason: string };

export function lossOf(
  before: Seen,
  after: Seen,
  me: Person | null,
  ledger: readonly InternalEntry[],
): Loss | null {
  const { owner, ownedSince, cycle } = after;
  if (me === null || before.owner?.id !== me.id || owner?.id === me.id) return null;
  if (wasTransferred(before, after)) return null;
  // Within the cycle nobody but a supervisor takes it; after it, the ledger says why it ended.
  const reason = cycle === before.cycle && owner ? null : reasonOfRelease(ledger);
  if (reason === "allowed" || (reason === "escalation_handled" && hasResolved(ledger, me))) return null;
  if (owner) return { kind: "displaced", by: owner, at: ownedSince };
  return isOver(after) || reason === null ? null : { kind: "released", reason };
}

/** An offer that has just been made to this agent: the room lets nobody else accept it. */
export function newOffer(before: Seen | null, { transferOffer, can }: Seen): TransferOffer | null {
  if (transferOffer === null || !can.includes("acceptTransfer")) return null;
  return transferOffer.offerId === before?.transferOffer?.offerId ? null : transferOffer;
}

/** A wrap-up that this agent owes from now on. */
export function newWrapUp(before: Seen, after: Seen): AgentState["wrapUp"] {
  return wrapUpOf(before) ? null : wrapUpOf(after);
}

/** The monitoring lease that this person holds. Only its holder is told the id. */
export function leaseIn(state: AudienceState | null): string | null {
  return state && "monitor" in state ? (state.monitor?.leaseId ?? null) : null;
}

export type EscalationNews = {
  kind: "escalated" | "re_escalated";
  params: Readonly<Record<string, string | number>>;
};

/**
 * That it was raised, raised again, or that the customer wrote while it is open (E8). A message that raises it again
 * is told once, by what was raised: the ledger says so right behind it. The count does not everywhere.
 */
export function escalationNews(
  entry: Entry,
  state: AudienceState | null,
  me: Person | null,
  ledger: readonly InternalEntry[],
): EscalationNews | null {
  if (entry.kind === "system") {
    const { code, params } = entry;
    if (entry.ledger !== "internal" || !isRaise(code)) return null;
    return me !== null && params.personId === me.id ? null : { kind: code, params };
  }
  if (entry.kind !== "message" || entry.author.role !== "customer") return null;
  const [first] = escalationsIn(state);
  const hasRaised = ledger.some(
    (line) => line.after === entry.seq && line.kind === "system" && isRaise(line.code),
  );
  if (!first || hasRaised) return null;
  return { kind: "re_escalated", params: { escalationId: first.id, reason: first.reason, by: "customer" } };
}

function isRaise(code: string): code is EscalationNews["kind"] {
  return code === "escalated" || code === "re_escalated";
}

function escalationsIn(state: AudienceState | null) {
  return state === null || state.audience === "customer" ? [] : state.escalations;
}

/** Whether this person's monitoring has ended otherwise than with the conversation, or by their having a part in it. */
export function lostLease(before: Seen, after: Seen, me: Person | null): boolean {
  if (me === null || leaseIn(before) === null || leaseIn(after) !== null) return false;
  const hasPart = after.owner?.id === me.id || consults(after, me);
  return !hasPart && (!isOver(after) || isOver(before));
}

function isOver({ state }: Seen): boolean {
  return state === "wrap_up" || state === "closed";
}

function consults(state: Seen, { id }: Person): boolean {
  return state.audience !== "head" && state.consultants.some((consultant) => consultant.id === id);
}

function wrapUpOf(state: Seen): AgentState["wrapUp"] {
  return state.audience === "head" ? null : state.wrapUp;
}

/** Whether an offer has been accepted meanwhile: then it was given, and not taken. */
function wasTransferred(before: Seen, after: Seen): boolean {
  const known = new Set(before.transfers.map(({ offerId }) => offerId));
  return after.transfers.some(({ offerId, outcome }) => outcome === "accepted" && !known.has(offerId));
}

/** Whether the escalation that was resolved last was so by this person: what that gave back, they gave. */
function hasResolved(ledger: readonly InternalEntry[], { id }: Person): boolean {
  const resolved = ledger.filter((entry) => entry.kind === "system" && entry.code === "escalation_resolved");
  const last = resolved.at(-1);
  return last?.kind === "system" && last.params.personId === id;
}

/** Why control last left a person; null when the ledger does not say. */
function reasonOfRelease(ledger: readonly InternalEntry[]): string | null {
  const releases = ledger.filter(
    (entry) => entry.kind === "system" && (entry.code === "ai_resumed" || entry.code === "returned_to_queue"),
  );
  const last = releases.at(-1);
  return last?.kind === "system" ? String(last.params.reason) : null;
}
