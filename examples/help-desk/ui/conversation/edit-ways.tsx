import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { CopyDraft } from "../routing/copy-draft.tsx";
import { useConsole } from "../use-console.ts";

type EditWaysProps = {
  conversation: OpenConversation;
  view: ConversationView;
  text: string;
  /** The reply is no longer there to be changed. */
  gone: boolean;
  sendable: boolean;
};

/** What can be done with the AI's reply that the agent has changed; what had no time to be sent is not lost (C3). */
export function EditWays({ conversation, view, text, gone, sendable }: EditWaysProps) {
  const console = useConsole();
  const { drafts } = console;
  const { id, replyControl } = conversation;
  if (!gone) {
    return (
      <div class="composer-ways">
        <button
          type="button"
          class="button"
          data-part="stop-edit"
          aria-keyshortcuts="Escape"
          onClick={() => replyControl.stopEdit()}
        >
          {words.heldReply.stop}
        </button>
        <button type="submit" class="button primary" data-part="send" disabled={!sendable}>
          <Icon name="send" /> {replyControl.busy === "edit" ? words.sending : words.send}
        </button>
      </div>
    );
  }
  return (
    <div class="composer-ways" data-part="kept-edit">
      <button
        type="button"
        class="button small"
        data-part="discard-edit"
        onClick={() => {
          drafts.dropEdit(id);
          console.callComposer(id);
        }}
      >
        {words.heldReply.discard}
      </button>
      <CopyDraft text={text} />
      {view.can.includes("send") && (
        <button
          type="button"
          class="button small primary"
          data-part="edit-to-draft"
          onClick={() => {
            drafts.editToReply(id);
            console.callComposer(id);
          }}
        >
          {words.heldReply.useAsDraft}
        </button>
      )}
    </div>
  );
}
