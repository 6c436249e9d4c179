import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { clockTime } from "../../model/time.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { TheButton } from "./the-button.tsx";

/** Who it is, who has it, and the one button (H23). */
export function ConversationHeader(props: { conversation: OpenConversation; name: string }) {
  const { conversation, name } = props;
  const console = useConsole();
  const { view } = conversation;
  return (
    <header class="pane-header">
      <button
        type="button"
        class="icon-button only-narrow"
        data-part="back"
        aria-label={words.back}
        onClick={() => console.go(null)}
      >
        <Icon name="back" />
      </button>
      <div class="pane-heading">
        <h2 class="pane-title">{name}</h2>
        {view && (
          <p class="state" data-part="state" data-state={view.state}>
            {stateLine(view, conversation.owned)}
          </p>
        )}
      </div>
      {view && <TheButton conversation={conversation} view={view} />}
      <button
        type="button"
        class="icon-button"
        data-part="details-toggle"
        aria-label={words.details}
        title={words.details}
        aria-pressed={console.details.value}
        onClick={() => {
          console.details.value = !console.details.value;
        }}
      >
        <Icon name="details" />
      </button>
    </header>
  );
}

function stateLine(view: ConversationView, mine: boolean): string {
  const { held } = words;
  switch (view.state) {
    case "ai_active":
      return held.ai;
    case "queued":
      return view.queuePosition === null ? held.queue : held.queueAt(view.queuePosition);
    case "agent_joining":
    case "agent_active": {
      const since = view.ownedSince === null ? "" : clockTime(view.ownedSince);
      return mine ? held.you(since) : held.other(view.owner?.name ?? words.nobody, since);
    }
    case "wrap_up":
      return held.wrapUp;
    case "closed":
      return held.ended;
  }
}
