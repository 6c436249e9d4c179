import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

/** Gives what nobody has to an agent or a team (S2). */
export function AssignButton(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!view.can.includes("assign")) return null;
  return (
    <button
      type="button"
      class="button compact first"
      data-part="assign"
      aria-keyshortcuts="a"
      aria-haspopup="dialog"
      title={words.assignDialog.start}
      onClick={() => conversation.ask("assign")}
    >
      <Icon name="assign" /> <span class="compact-label">{words.assignDialog.start}</span>
    </button>
  );
}
