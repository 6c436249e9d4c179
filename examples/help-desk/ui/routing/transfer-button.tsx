import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

/** Offers the conversation to somebody else (S3). */
export function TransferButton(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!view.can.includes("offerTransfer")) return null;
  return (
    <button
      type="button"
      class="icon-button"
      data-part="transfer"
      aria-haspopup="dialog"
      aria-label={words.transferDialog.start}
      title={words.transferDialog.start}
      onClick={() => conversation.ask("transfer")}
    >
      <Icon name="transfer" />
    </button>
  );
}
