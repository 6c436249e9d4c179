import { useEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { CopyDraft } from "../routing/copy-draft.tsx";
import { useConsole } from "../use-console.ts";

/** Another agent's conversation: its ticket may be seen, its content not (M14). */
export function HeadOnly(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  const console = useConsole();
  const { owner } = view;
  const draft = console.drafts.of(conversation.id).value;
  const edited = draft.edit?.open ? draft.edit.text : "";
  const kept = [draft.reply, draft.note, edited].filter((text) => text !== "").join("\n\n");
  const say = view.can.includes("viewTicket") ? words.headOnly : words.headNoTicket;
  return (
    <div class="blank" data-part="head-only">
      {owner && <Avatar person={owner} />}
      <p class="blank-title">{say(owner?.name ?? words.nobody)}</p>
      {kept !== "" && <KeptDraft id={conversation.id} text={kept} />}
    </div>
  );
}

/**
 * A text field like the one it was written in. Whoever was writing when the conversation was taken goes on typing:
 * the keyboard comes here, where keys do nothing, and not to the console, where each does something.
 */
function KeptDraft({ id, text }: { id: string; text: string }) {
  const console = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);
  const call = console.composerCall.value;
  useEffect(() => {
    if (call?.id !== id) return;
    console.composerCall.value = null;
    field.current?.focus();
  }, [call]);
  return (
    <div class="kept" data-part="kept-draft">
      <p class="blank-hint">{words.draftKept}</p>
      <textarea
        ref={field}
        class="kept-text"
        data-part="kept-text"
        dir="auto"
        rows={4}
        readOnly
        aria-label={words.draftKept}
        value={text}
      />
      <CopyDraft text={text} />
    </div>
  );
}
