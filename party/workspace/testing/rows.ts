import type { ToldRow } from "../../peer-messages.ts";

const AT = "2026-11-20T12:00:00.000Z";

/** A conversation that the AI has, unless said otherwise. */
export function row(id: string, rest: Partial<ToldRow> = {}): ToldRow {
  return {
    ...{ id, version: 1, state: "ai_active", owner: null, cycle: 0 },
    customer: { id: `customer of ${id}`, name: "Maria", locale: "en" },
    ...{ subject: null, lastMessage: null, waitingSince: null, alert: null, unread: 0 },
    ...{ teamId: null, transferOffer: null, escalations: 0, escalatedTo: [] },
    ...{ sentiment: null, sentimentTrend: null },
    ...{ createdAt: AT, updatedAt: AT },
    ...rest,
  };
}
