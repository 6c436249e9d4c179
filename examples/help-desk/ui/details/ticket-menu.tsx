import { useSignal } from "@preact/signals";
import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { MenuItem } from "../parts/menu-item.tsx";
import { EndDialog } from "./end-dialog.tsx";

/** The ⋯ of the ticket: what else may be done now, from `can` alone (H9, H13). */
export function TicketMenu(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  const ending = useSignal(false);
  const mayAllowAi = view.can.includes("allowAiReplies");
  const mayEnd = view.can.includes("end") || view.can.includes("forceEnd");
  return (
    <>
      {(mayAllowAi || mayEnd) && (
        <Menu label={words.ticketMenu} part="ticket-menu" face={<Icon name="more" />}>
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
          name={view.customer?.name ?? words.theCustomer}
          onClose={() => {
            ending.value = false;
          }}
        />
      )}
    </>
  );
}
