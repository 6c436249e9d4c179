import type { InternalEntry } from "../../protocol/entry.ts";
import type { Person } from "../../protocol/shared.ts";
import type { TicketHead } from "../../protocol/views.ts";

/**
 * Every ticket of the loaded part of the conversation, one per cycle, oldest first. Closed ones live in the
 * ledger only, so they are read from there; of the open one the room's state knows best.
 */
export function ticketsOf(
  entries: readonly InternalEntry[],
  current: TicketHead | null,
): readonly TicketHead[] {
  const tickets = new Map<string, TicketHead>();
  let owner: Person | null = null;
  for (const entry of entries) {
    if (entry.kind !== "system") continue;
    if (OWNER_GONE.has(entry.code)) owner = null;
    if (entry.code === "taken_over") owner = { id: text(entry, "byId"), name: text(entry, "by") };
    apply(tickets, entry, owner);
  }
  if (current) {
    const { id, cycle, status, subject, assignee } = current;
    tickets.set(id, { id, cycle, status, subject, assignee });
  }
  return [...tickets.values()].sort((a, b) => a.cycle - b.cycle);
}

type SystemEntry = Extract<InternalEntry, { kind: "system" }>;

const OWNER_GONE = new Set(["ai_resumed", "returned_to_queue"]);

function apply(tickets: Map<string, TicketHead>, entry: SystemEntry, owner: Person | null): void {
  const id = text(entry, "ticketId");
  const known = tickets.get(id);
  switch (entry.code) {
    case "ticket_opened":
      tickets.set(id, {
        id,
        // Opened for nobody, it waits for the cycle that the next takeover begins (H19).
        cycle: owner ? entry.cycle : entry.cycle + 1,
        status: owner ? "on_you" : "new",
        subject: text(entry, "subject"),
        assignee: owner,
      });
      break;
    case "ticket_adopted":
      if (known) tickets.set(id, { ...known, cycle: entry.cycle, status: "on_you", assignee: owner });
      break;
    case "ticket_updated":
      if (known) tickets.set(id, { ...known, status: openStatus(text(entry, "status")) });
      break;
    case "ticket_summarised":
      if (known) tickets.set(id, { ...known, subject: text(entry, "subject") });
      break;
    case "ticket_closed":
      if (known) tickets.set(id, { ...known, status: "closed" });
      break;
  }
}

function openStatus(status: string): TicketHead["status"] {
  return status === "new" || status === "waiting_on_customer" ? status : "on_you";
}

function text({ params }: SystemEntry, name: string): string {
  return String(params[name] ?? "");
}
