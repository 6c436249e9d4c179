import type { Person } from "../conversation/protocol/shared.ts";
import type { TransferOutcome } from "../conversation/protocol/views.ts";
import { type Line, personIn, textIn } from "./timeline-line.ts";

/** Where a conversation was sent: to one agent, or to whoever of a team. */
export type Target = { agent: Person } | { teamId: string };

/** What people did about control, ISO, UTC. `by` is null where the workspace did it by itself. */
export type TimelineEvent = { at: string; by: Person | null } & (
  | { kind: "taken_over" }
  /** A supervisor took it from `from`. */
  | { kind: "taken_over_from_agent"; from: Person | null }
  | { kind: "assigned"; to: Target }
  /** An offer, and what became of it; `outcome` and `endedAt` are null while it stands. */
  | {
      kind: "transfer";
      offerId: string;
      to: Target;
      note: string;
      outcome: TransferOutcome["outcome"] | null;
      endedAt: string | null;
      acceptedBy: Person | null;
    }
);

type Transfer = Extract<TimelineEvent, { kind: "transfer" }>;

export function eventsOf(lines: readonly Line[]): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  const offers = new Map<string, Transfer>();
  /** Who was given it last: in the same commit it is taken over on their behalf, which is no takeover of theirs. */
  let given: { at: string; id: string | undefined } | null = null;
  for (const line of lines) {
    const { at } = line;
    const by = personIn(line, "by");
    const to = targetOf(line);
    switch (line.code) {
      case "taken_over":
        if (given?.at !== at || given.id !== by?.id) events.push({ kind: "taken_over", at, by });
        break;
      case "taken_over_from_agent":
        events.push({ kind: "taken_over_from_agent", at, by, from: personIn(line, "displaced") });
        break;
      case "assigned":
        if (to) events.push({ kind: "assigned", at, by, to });
        given = { at, id: personIn(line, "to")?.id };
        break;
      case "transfer_offered": {
        const offerId = String(line.params.offerId);
        if (!to) break;
        const still = { outcome: null, endedAt: null, acceptedBy: null };
        const note = textIn(line, "note") ?? "";
        const offer: Transfer = { kind: "transfer", at, by, offerId, to, note, ...still };
        offers.set(offerId, offer);
        events.push(offer);
        break;
      }
      default: {
        const outcome = OUTCOMES[line.code];
        const offer = offers.get(String(line.params.offerId));
        if (!outcome || !offer) break;
        offer.outcome = outcome;
        offer.endedAt = at;
        if (outcome !== "accepted") break;
        offer.acceptedBy = by;
        given = { at, id: by?.id };
      }
    }
  }
  return events;
}

const OUTCOMES: Record<string, TransferOutcome["outcome"]> = {
  transfer_accepted: "accepted",
  transfer_rejected: "rejected",
  transfer_timed_out: "timed_out",
  transfer_rescinded: "rescinded",
};

function targetOf(line: Line): Target | null {
  const teamId = textIn(line, "teamId");
  if (teamId !== null) return { teamId };
  const agent = personIn(line, "to");
  return agent && { agent };
}
