import type { Event } from "../../conversation/core/events.ts";

const KINDS = ["ticket", "offer", "lease", "reply", "escalation"] as const;

/** Names tickets, offers, leases, held replies and escalations by how many of their kind there had been when they came. */
export class Numbering {
  private readonly ids: Record<(typeof KINDS)[number], string[]> = {
    ...{ ticket: [], offer: [], lease: [], reply: [], escalation: [] },
  };

  learn(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === "ticket_opened") this.ids.ticket.push(event.ticket.id);
      if (event.type === "transfer_offered") this.ids.offer.push(event.offer.offerId);
      if (event.type === "monitor_started") this.ids.lease.push(event.leaseId);
      if (event.type === "ai_reply_held") this.ids.reply.push(event.replyId);
      if (event.type === "escalated") this.ids.escalation.push(event.escalation.id);
    }
  }

  readonly of = (id: string): number => {
    const list = Object.values(this.ids).find((ids) => ids.includes(id));
    return list ? list.indexOf(id) + 1 : 0;
  };

  /** The one that came last before `id`, or the last of all. */
  before(kind: keyof Numbering["ids"], id: string | null): string {
    return this.ids[kind].findLast((other) => other !== id) ?? `no ${kind}`;
  }

  copy(): Numbering {
    const copy = new Numbering();
    for (const kind of KINDS) copy.ids[kind].push(...this.ids[kind]);
    return copy;
  }
}
