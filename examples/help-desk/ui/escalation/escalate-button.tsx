import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

/** Asks a team to look at it (E1). Where there is little room, the ticket's menu has it. */
export function EscalateButton(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!view.can.includes("escalate")) return null;
  return (
    <button
      type="button"
      class="icon-button roomy"
      data-part="escalate"
      aria-haspopup="dialog"
      aria-keyshortcuts="e"
      aria-label={words.escalation.start}
      title={words.escalation.start}
      onClick={() => conversation.ask("escalate")}
    >
      <Icon name="flag" />
    </button>
  );
}
