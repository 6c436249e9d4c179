import { useEffect, useRef } from "preact/hooks";
import type { ConversationView, Ticket, TicketHead } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { Fact } from "./fact.tsx";
import { TicketMenu } from "./ticket-menu.tsx";
import { TicketStatusSelect } from "./ticket-status-select.tsx";

/** The ticket of the running cycle (H12); of another agent's conversation its head only. */
export function TicketSection(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  // Of another agent's conversation only the head is there (M14).
  const ticket = view.ticket ?? (view.readable ? null : (view.tickets[0] ?? null));
  const heading = useCalledHeading();
  return (
    <section class="section" data-part="ticket" data-called={heading.called} aria-label={words.ticket}>
      <header class="section-header">
        <h3 ref={heading.ref} class="section-title" tabIndex={-1}>
          {words.ticket}
        </h3>
        <TicketMenu conversation={conversation} view={view} />
      </header>
      {ticket === null ? (
        <p class="quiet-text">
          {view.state === "closed" || view.state === "wrap_up" ? words.ticketClosed : words.noTicket}
        </p>
      ) : (
        <>
          <p class="ticket-subject" data-part="ticket-subject" dir="auto">
            {ticket.subject}
          </p>
          {isWhole(ticket) && (
            <p class="ticket-summary" data-part="ticket-summary" dir="auto">
              {ticket.summary || <span class="quiet-text">{words.summaryComes}</span>}
            </p>
          )}
          <dl class="facts">
            <Fact name={words.status}>
              <TicketStatusSelect conversation={conversation} view={view} ticket={ticket} />
            </Fact>
            <Fact name={words.assignee}>
              <span data-part="ticket-assignee">{ticket.assignee?.name ?? words.nobody}</span>
            </Fact>
            {view.consultants.length > 0 && (
              <Fact name={words.consult.list}>
                <span data-part="consultants">
                  {view.consultants.map(({ name }) => name).join(words.comma)}
                </span>
              </Fact>
            )}
            <Fact name={words.cycle}>
              <span data-part="ticket-cycle">{ticket.cycle}</span>
            </Fact>
            {isWhole(ticket) && (
              <Fact name={words.link}>
                <CopyLink link={ticket.link} />
              </Fact>
            )}
          </dl>
        </>
      )}
    </section>
  );
}

function isWhole(ticket: Ticket | TicketHead): ticket is Ticket {
  return "summary" in ticket;
}

function CopyLink({ link }: { link: string }) {
  const { toasts } = useConsole();
  return (
    <button
      type="button"
      class="text-button"
      data-part="copy-link"
      data-link={link}
      onClick={() =>
        navigator.clipboard.writeText(link).then(
          () => toasts.say(() => words.linkCopied),
          () => toasts.say(() => words.copyFailed, { tone: "warn" }),
        )
      }
    >
      <Icon name="link" /> {words.copyLink}
    </button>
  );
}

/** When the ticket is asked for, it is shown and, where wanted, the keyboard goes to it (H23). */
function useCalledHeading() {
  const call = useConsole().ticketCall.value;
  const ref = useRef<HTMLHeadingElement>(null);
  const answered = useRef(0);
  useEffect(() => {
    if (call.count === answered.current) return;
    answered.current = call.count;
    ref.current?.scrollIntoView({ block: "nearest" });
    if (call.focus) ref.current?.focus();
  }, [call]);
  return { ref, called: call.count };
}
