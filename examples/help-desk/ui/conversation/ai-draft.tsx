import type { SystemEntry } from "../../model/timeline-blocks.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";

/** A reply of the AI that nobody was sent: for the team, and for whoever took over to go on from (C6). */
export function AiDraft({ entry }: { entry: SystemEntry }) {
  const console = useConsole();
  const conversation = console.open.value;
  const { text, reason } = entry.params;
  if (!text) return null;
  const draft = String(text);
  const isMine = conversation?.owned === true && conversation.view?.cycle === entry.cycle;
  const mayUse = isMine && reason === "taken_over" && conversation.view?.can.includes("send") === true;
  return (
    <div class="ai-draft" data-part="ai-draft" data-id={entry.id}>
      <details>
        <summary>
          <Icon name="spark" />
          <strong>{words.heldReply.draft}</strong>
          <span class="ai-draft-private">{words.heldReply.draftPrivate}</span>
          <Icon name="chevron" />
        </summary>
        <p class="ai-draft-text" data-part="ai-draft-text" dir="auto">
          {draft}
        </p>
      </details>
      {mayUse && (
        <button
          type="button"
          class="button small"
          data-part="use-draft"
          onClick={() => {
            console.drafts.addToReply(conversation.id, draft);
            console.callComposer(conversation.id);
          }}
        >
          {words.heldReply.useAsDraft}
        </button>
      )}
    </div>
  );
}
