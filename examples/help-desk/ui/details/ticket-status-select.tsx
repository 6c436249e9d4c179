import type { ConversationView, TicketHead, TicketStatus } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";

/** Closing comes with the release or the end of the conversation, so it cannot be chosen here. */
const CHOICES = ["new", "on_you", "waiting_on_customer"] as const satisfies readonly TicketStatus[];

type SelectProps = { conversation: OpenConversation; view: ConversationView; ticket: TicketHead };

export function TicketStatusSelect({ conversation, view, ticket }: SelectProps) {
  const me = useConsole().me.value;
  const wordsFor = (status: TicketStatus) => {
    const { assignee } = ticket;
    if (status !== "on_you" || assignee === null || assignee.id === me?.id) return words.statuses[status];
    return words.onSomebody(assignee.name);
  };
  if (!view.can.includes("updateTicket")) {
    return (
      <span data-part="ticket-status" data-status={ticket.status}>
        {wordsFor(ticket.status)}
      </span>
    );
  }
  return (
    <select
      class="select"
      data-part="ticket-status"
      data-status={ticket.status}
      aria-label={words.status}
      value={ticket.status}
      onChange={(event) => {
        const chosen = CHOICES.find((status) => status === event.currentTarget.value);
        // Until the room has said so, the old status stands.
        event.currentTarget.value = ticket.status;
        if (chosen) void conversation.setStatus(chosen);
      }}
    >
      {CHOICES.map((status) => (
        <option key={status} value={status}>
          {wordsFor(status)}
        </option>
      ))}
    </select>
  );
}
