import type { ConversationView } from "../../desk.ts";
import { words } from "../../words.ts";

/** Tickets of the cycles before (H16). */
export function EarlierTickets({ view }: { view: ConversationView }) {
  const earlier = view.readable ? view.tickets.filter(({ id }) => id !== view.ticket?.id) : [];
  if (earlier.length === 0) return null;
  return (
    <section class="section" data-part="earlier-tickets" aria-label={words.earlierTickets}>
      <h3 class="section-title">{words.earlierTickets}</h3>
      <ul class="earlier">
        {[...earlier].reverse().map((ticket) => (
          <li key={ticket.id} class="earlier-ticket" data-id={ticket.id}>
            <span class="earlier-subject" dir="auto">
              {ticket.subject}
            </span>
            <span class="quiet-text">
              {[words.cycleOf(ticket.cycle), ticket.assignee?.name, words.statuses[ticket.status]]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
