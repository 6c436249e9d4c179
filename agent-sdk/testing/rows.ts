import type { DeskRow } from "../../conversation/protocol/workspace.ts";

const AT = "2026-11-20T12:00:00.000Z";

export function row(id: string, rest: Partial<DeskRow> = {}): DeskRow {
  return {
    id,
    version: 1,
    state: "ai_active",
    owner: null,
    cycle: 0,
    customer: { id: "kim", name: "Kim", locale: "en" },
    subject: null,
    lastMessage: null,
    waitingSince: null,
    alert: null,
    unread: 0,
    teamId: null,
    transferOffer: null,
    escalations: 0,
    sentiment: null,
    sentimentTrend: null,
    createdAt: AT,
    updatedAt: AT,
    ...rest,
  };
}
