import type { Event, LogRecord } from "../../conversation/core/events.ts";
import { same } from "./compare.ts";

/**
 * What a log must say of people whatever came first, told from its events alone: at most one ticket is open (I6),
 * each offer ends in exactly one way (I14), leases and wrap-ups do not overlap or vanish.
 */
export function checkLog(log: readonly LogRecord[]): void {
  const open = { ticket: new Set<string>(), offer: new Set<string>(), lease: new Set<string>() };
  const begun = new Set<string>();
  const begins = (kind: keyof typeof open, id: string) => {
    same(`a ${kind} begins while none is open`, [...open[kind]], []);
    same(`a ${kind} begins once`, begun.has(id), false);
    begun.add(id);
    open[kind].add(id);
  };
  const ends = (kind: keyof typeof open, id: string) =>
    same(`a ${kind} ends once`, open[kind].delete(id), true);
  for (const { events } of log) {
    const before = new Set(open.offer);
    for (const event of events) {
      const thing = thingOf(event);
      if (thing) (thing.begins ? begins : ends)(thing.kind, thing.id);
    }
    // An offer does not outlive the control under which it was made.
    if (events.some(movesControl))
      same(
        "[I14] nothing is left of an offer",
        [...open.offer].filter((id) => before.has(id)),
        [],
      );
    const over = events.some((event) => event.type === "ended" || event.type === "closed");
    if (over) same("[S5] the end leaves nobody watching, and no offer", [...open.offer, ...open.lease], []);
  }
}

type Thing = { kind: "ticket" | "offer" | "lease"; id: string; begins: boolean };

function thingOf(event: Event): Thing | null {
  switch (event.type) {
    case "ticket_opened":
      return { kind: "ticket", id: event.ticket.id, begins: true };
    case "ticket_closed":
      return { kind: "ticket", id: event.ticketId, begins: false };
    case "transfer_offered":
      return { kind: "offer", id: event.offer.offerId, begins: true };
    case "transfer_accepted":
    case "transfer_rejected":
    case "transfer_timed_out":
    case "transfer_rescinded":
      return { kind: "offer", id: event.offerId, begins: false };
    case "monitor_started":
      return { kind: "lease", id: event.leaseId, begins: true };
    case "monitor_stopped":
      return { kind: "lease", id: event.leaseId, begins: false };
    default:
      return null;
  }
}

function movesControl({ type }: Event): boolean {
  return [
    ...["taken_over", "taken_over_from_agent", "transfer_accepted", "ai_resumed", "request_cancelled"],
    ...["human_requested", "returned_to_queue", "ended"],
  ].includes(type);
}
