import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";

/** Says what ending does before it is done (S5). */
export function EndDialog(props: { conversation: OpenConversation; name: string; onClose(): void }) {
  return (
    <Dialog title={words.endTitle} part="end-dialog" onClose={props.onClose}>
      <p>{words.endText(props.name)}</p>
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
