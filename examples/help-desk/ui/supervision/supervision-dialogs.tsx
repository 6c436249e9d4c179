import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { CallbackDialog } from "../escalation/callback-dialog.tsx";
import { EscalateDialog } from "../escalation/escalate-dialog.tsx";
import { ResolveDialog } from "../escalation/resolve-dialog.tsx";
import { TransferDialog } from "../routing/transfer-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import { TakeOverDialog } from "./take-over-dialog.tsx";

type DialogProps = { conversation: OpenConversation; view: ConversationView };

/** The dialog that was asked for, by its button or by its key. It stays when what it asks about goes, and says so. */
export function SupervisionDialogs({ conversation, view }: DialogProps) {
  const close = () => conversation.ask(null);
  const { asking } = conversation;
  if (asking !== null && typeof asking === "object") {
    const { escalation, how } = asking;
    const props = { key: escalation, conversation, view, id: escalation, onClose: close };
    return how === "resolve" ? <ResolveDialog {...props} /> : <CallbackDialog {...props} />;
  }
  switch (asking) {
    case "takeOver":
      return <TakeOverDialog conversation={conversation} view={view} onClose={close} />;
    case "join":
      return <JoinDialog conversation={conversation} view={view} onClose={close} />;
    case "assign":
      return <AssignDialog conversation={conversation} view={view} onClose={close} />;
    case "transfer":
      return <TransferDialog conversation={conversation} view={view} onClose={close} />;
    case "escalate":
      return <EscalateDialog conversation={conversation} view={view} onClose={close} />;
    case null:
      return null;
  }
}
