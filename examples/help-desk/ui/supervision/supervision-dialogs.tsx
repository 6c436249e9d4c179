import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { TransferDialog } from "../routing/transfer-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import { TakeOverDialog } from "./take-over-dialog.tsx";

type DialogProps = { conversation: OpenConversation; view: ConversationView };

/** The dialog that was asked for, by its button or by its key. It stays when what it asks about goes, and says so. */
export function SupervisionDialogs({ conversation, view }: DialogProps) {
  const close = () => conversation.ask(null);
  switch (conversation.asking) {
    case "takeOver":
      return <TakeOverDialog conversation={conversation} view={view} onClose={close} />;
    case "join":
      return <JoinDialog conversation={conversation} view={view} onClose={close} />;
    case "assign":
      return <AssignDialog conversation={conversation} view={view} onClose={close} />;
    case "transfer":
      return <TransferDialog conversation={conversation} view={view} onClose={close} />;
    case null:
      return null;
  }
}
