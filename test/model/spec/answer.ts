import type { Refusal } from "./cells.ts";
import type { Model } from "./model.ts";
import type { PersonsStep } from "./steps.ts";

/**
 * What a step is answered with. Tickets, leases and offers are named by how many there had been; `by` is who has the
 * conversation, or monitors it.
 */
export type Answer =
  | {
      ok: true;
      ticket?: number;
      cycle?: number;
      lease?: number;
      offer?: number;
      displaces?: string;
      exceededBy?: number;
      until?: number;
      suppressed?: boolean;
    }
  | { ok: false; code: Refusal; by?: string; ticket?: number; exceededBy?: number };

/** How an accepted step is answered, once it has been taken. */
export function answerOf(m: Model, step: PersonsStep): Answer {
  switch (step.do) {
    case "take_over":
    case "confirm_take_over":
    case "accept_transfer":
      return { ok: true, ...(m.ticket ? { ticket: m.ticket.n } : {}), cycle: m.cycle };
    case "monitor":
      return { ok: true, lease: m.leases, until: m.leaseUntil };
    case "prepare_take_over": {
      const until = step.by === "maria" ? undefined : m.prepared[step.by]?.until;
      return { ok: true, ...(m.owner ? { displaces: m.owner } : {}), ...(until ? { until } : {}) };
    }
    case "assign": {
      const isFull = "agent" in step.to && m.workspace?.full?.some((full) => full === m.owner);
      return { ok: true, exceededBy: isFull ? 1 : 0 };
    }
    case "offer_transfer":
      return { ok: true, offer: m.offers, ...(m.offer ? { until: m.offer.until } : {}) };
    case "escalate":
      return { ok: true, suppressed: m.internal.some((text) => text.startsWith("escalation_suppressed")) };
    default:
      return { ok: true };
  }
}
