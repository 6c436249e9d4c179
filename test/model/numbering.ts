import type { Event } from "../../conversation/core/events.ts";

/** Names tickets, offers and leases by how many of their kind there had been when they came. */
export class Numbering {
  private readonly ids = { ticket: [] as string[], offer: [] as string[], lease: [] as string[] };

  learn(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === "ticket_opened") this.ids.ticket.push(event.ticket.id);
      if (event.type === "transfer_offered") this.ids.offer.push(event.offer.offerId);
      if (event.type === "monitor_started") this.ids.lease.push(event.leaseId);
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
    for (const kind of ["ticket", "offer", "lease"] as const) copy.ids[kind].push(...this.ids[kind]);
    return copy;
  }
}
