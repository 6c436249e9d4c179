import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";

type EndDialogProps = {
  conversation: OpenConversation;
  view: ConversationView;
  name: string;
  onClose(): void;
};

/** Says what ending does before it is done, and to whom where it is another agent's (S5). */
export function EndDialog(props: EndDialogProps) {
  const { view, name } = props;
  const displaced = view.can.includes("end") ? null : view.owner;
  return (
    <Dialog
      title={displaced ? words.forceEnd.title(displaced.name) : words.endTitle}
      part="end-dialog"
      onClose={props.onClose}
    >
      <p>{displaced ? words.forceEnd.text(displaced.name, name) : words.endText(name)}</p>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="end-cancel" onClick={props.onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          data-part="end-confirm"
          onClick={() => {
            props.onClose();
            void props.conversation.end();
          }}
        >
          {words.endNow}
        </button>
      </div>
    </Dialog>
  );
}
