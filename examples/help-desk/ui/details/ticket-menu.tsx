import { useSignal } from "@preact/signals";
import type { ConversationView } from "../../desk.ts";
import { isWide } from "../../model/layout.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { MenuItem } from "../parts/menu-item.tsx";
import { useConsole } from "../use-console.ts";
import { EndDialog } from "./end-dialog.tsx";

/** The ⋯ of the ticket: what else may be done now, from `can` alone (H9, H13). */
export function TicketMenu(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  const console = useConsole();
  const ending = useSignal(false);
  const mayAllowAi = view.can.includes("allowAiReplies");
  const mayTransfer = view.can.includes("offerTransfer");
  const mayEscalate = view.can.includes("escalate");
  const mayEnd = view.can.includes("end") || view.can.includes("forceEnd");
  const ask = (what: "transfer" | "escalate") => {
    // Its dialog is the conversation's, which this pane may hide.
    if (!isWide()) console.details.value = false;
    conversation.ask(what);
  };
  return (
    <>
      {(mayTransfer || mayEscalate || mayAllowAi || mayEnd) && (
        <Menu label={words.ticketMenu} part="ticket-menu" face={<Icon name="more" />}>
          {mayTransfer && (
            <MenuItem part="offer-transfer" onChoose={() => ask("transfer")}>
              {words.transferDialog.start}
            </MenuItem>
          )}
          {mayEscalate && (
            <MenuItem part="menu-escalate" onChoose={() => ask("escalate")}>
              {words.escalation.start}
            </MenuItem>
          )}
          {mayAllowAi && (
            <MenuItem part="allow-ai" onChoose={() => conversation.release()}>
              {words.allowAi}
            </MenuItem>
          )}
          {mayEnd && (
            <MenuItem
              part="end"
              onChoose={() => {
                ending.value = true;
              }}
            >
              {words.endConversation}
            </MenuItem>
          )}
        </Menu>
      )}
      {ending.value && (
        <EndDialog
          conversation={conversation}
          view={view}
          name={view.customer?.name ?? words.theCustomer}
          onClose={() => {
            ending.value = false;
          }}
        />
      )}
    </>
  );
}
