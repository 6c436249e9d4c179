import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { CustomerSection } from "./customer-section.tsx";
import { EarlierTickets } from "./earlier-tickets.tsx";
import { TicketSection } from "./ticket-section.tsx";
import { TimelineSection } from "./timeline-section.tsx";

/** The right pane: the ticket, the customer, what was before. */
export function Details() {
  const console = useConsole();
  const conversation = console.open.value;
  const view = conversation?.view ?? null;
  if (!conversation || !console.details.value) return null;
  return (
    <section class="details" data-part="details" aria-label={words.details}>
      <header class="pane-header">
        <button
          type="button"
          class="icon-button only-stacked"
          aria-label={words.back}
          onClick={() => {
            console.details.value = false;
          }}
        >
          <Icon name="back" />
        </button>
        <h2 class="pane-title pane-heading">{words.details}</h2>
      </header>
      {view && (
        <div class="details-content">
          <TicketSection conversation={conversation} view={view} />
          <CustomerSection view={view} row={console.row(conversation.id)} />
          <TimelineSection key={conversation.id} conversation={conversation} />
          <EarlierTickets view={view} />
        </div>
      )}
    </section>
  );
}
