import { useSignal } from "@preact/signals";
import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { useConsole } from "../use-console.ts";

/** Another agent's conversation: its ticket may be seen, its content not (M14). */
export function HeadOnly(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  const console = useConsole();
  const copied = useSignal(false);
  const { owner } = view;
  const draft = console.drafts.of(conversation.id).value;
  const kept = draft.reply || draft.note;
  const say = view.can.includes("viewTicket") ? words.headOnly : words.headNoTicket;
  return (
    <div class="blank" data-part="head-only">
      {owner && <Avatar person={owner} />}
      <p class="blank-title">{say(owner?.name ?? words.nobody)}</p>
      {kept !== "" && (
        <div class="kept" data-part="kept-draft">
          <p class="blank-hint">{words.draftKept}</p>
          <blockquote class="kept-text">{kept}</blockquote>
          <button
            type="button"
            class="button small"
            onClick={() =>
              navigator.clipboard.writeText(kept).then(
                () => {
                  copied.value = true;
                },
                () => console.toasts.say(words.copyFailed, { tone: "warn" }),
              )
            }
          >
            {copied.value ? words.copied : words.copyDraft}
          </button>
        </div>
      )}
    </div>
  );
}
