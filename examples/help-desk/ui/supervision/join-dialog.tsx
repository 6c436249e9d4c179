import { useSignal } from "@preact/signals";
import type { ConversationView, Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";

type JoinDialogProps = { conversation: OpenConversation; view: ConversationView; onClose(): void };

/** From here on everybody sees who has been there silently: said before it is done (M10). */
export function JoinDialog({ conversation, view, onClose }: JoinDialogProps) {
  const console = useConsole();
  const joining = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);

  const join = async () => {
    if (joining.value) return;
    joining.value = true;
    const joined = await conversation.join();
    joining.value = false;
    if (!joined.ok) {
      refusal.value = joined.refusal;
      return;
    }
    onClose();
    console.goOn(conversation, { ticket: false });
  };

  const may = view.can.includes("join") && refusal.value?.code !== "not_monitoring";
  return (
    <Dialog title={words.join.title} part="join-dialog" onClose={onClose}>
      <p>{view.owner ? words.join.text(view.owner.name) : words.join.textNobody}</p>
      <p class="dialog-line" role="alert">
        {refusal.value && <span class="warning-text">{wordsForRefusal(refusal.value)}</span>}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="join-cancel" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          data-part="join-confirm"
          aria-disabled={joining.value || !may}
          onClick={() => {
            if (may) void join();
          }}
        >
          {joining.value && <Spinner />} {words.join.confirm}
        </button>
      </div>
    </Dialog>
  );
}
