import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { clockTime, workspaceTime } from "../../model/time.ts";
import { words } from "../../words.ts";
import { EscalateButton } from "../escalation/escalate-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { TransferButton } from "../routing/transfer-button.tsx";
import { AssignButton } from "../supervision/assign-button.tsx";
import { MonitorButton } from "../supervision/monitor-button.tsx";
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
        <h2 class="pane-title" dir="auto">
          {name}
        </h2>
        {view && (
          <p class="state" data-part="state" data-state={view.state}>
            {stateLine(view, conversation.owned, (id) => console.teamName(id))}
            {!conversation.owned && view.aiResumesAt !== null && (
              <span data-part="ai-resumes">
                {" · "}
                {words.closing.resumes(workspaceTime(view.aiResumesAt, console.timeZone.value))}
              </span>
            )}
          </p>
        )}
      </div>
      {view && (
        <>
          <MonitorButton conversation={conversation} view={view} />
          <AssignButton conversation={conversation} view={view} />
          <EscalateButton conversation={conversation} view={view} />
          <TransferButton conversation={conversation} view={view} />
          <TheButton conversation={conversation} view={view} />
        </>
      )}
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

function stateLine(view: ConversationView, mine: boolean, teamName: (id: string) => string): string {
  const { held } = words;
  switch (view.state) {
    case "ai_active":
      return held.ai;
    case "queued":
      return queueLine(view, view.teamId === null ? null : teamName(view.teamId));
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

function queueLine({ queuePosition }: ConversationView, team: string | null): string {
  const { held } = words;
  if (team === null) return queuePosition === null ? held.queue : held.queueAt(queuePosition);
  return queuePosition === null ? held.teamQueue(team) : held.teamQueueAt(team, queuePosition);
}
