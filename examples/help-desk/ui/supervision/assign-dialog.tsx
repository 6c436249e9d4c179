import { useSignal } from "@preact/signals";
import type { ConversationView, Refusal } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { doneWords, refusalWords, warningsOf } from "./assign-words.ts";
import { AssigneeList, type Choice } from "./assignee-list.tsx";

type AssignDialogProps = { conversation: OpenConversation; view: ConversationView; onClose(): void };

/** To whom, what follows from that, and by how much it is too much for them (S2). */
export function AssignDialog({ conversation, view, onClose }: AssignDialogProps) {
  const console = useConsole();
  const choice = useSignal<Choice | null>(null);
  const assigning = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);

  const { value: chosen } = choice;
  const agent =
    chosen?.kind === "agent" ? console.agents.value.find(({ id }) => id === chosen.id) : undefined;
  const warnings = agent ? warningsOf(agent, refusal.value) : [];
  const gone = !view.can.includes("assign");
  const ready = chosen !== null && !gone && !assigning.value;

  const assign = async () => {
    if (!ready) return;
    assigning.value = true;
    const done = await conversation.assign(
      chosen.kind === "team"
        ? { teamId: chosen.id }
        : { agentId: chosen.id, ...(warnings.length > 0 ? { override: true } : {}) },
    );
    assigning.value = false;
    if (!done.ok) {
      refusal.value = done.refusal;
      return;
    }
    onClose();
    if (chosen.id === console.me.value?.id) console.goOn(conversation, { ticket: true });
    const name = agent?.name ?? console.teamName(chosen.id);
    const { exceededBy } = done.value;
    console.toasts.say(() => doneWords(chosen.kind, name, exceededBy), { conversationId: conversation.id });
  };

  const why = refusalWords(view, refusal.value);
  const toMe = agent !== undefined && agent.id === console.me.value?.id;
  return (
    <Dialog title={words.assignDialog.title} part="assign-dialog" onClose={onClose}>
      <AssigneeList
        label={words.assignDialog.choose}
        chosen={chosen}
        onChoose={(next) => {
          choice.value = next;
          refusal.value = null;
        }}
      />
      <div class="assign-text" data-part="assign-text" aria-live="polite">
        {agent && <p>{words.assignDialog.toAgentText(agent.name)}</p>}
        {chosen?.kind === "team" && <p>{words.assignDialog.toTeamText(console.teamName(chosen.id))}</p>}
        {warnings.map((warning) => (
          <p key={warning} class="warning-text" data-part="assign-warning">
            {warning}
          </p>
        ))}
        {why !== null && (
          <p class="warning-text" data-part="assign-refused">
            {why}
          </p>
        )}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="assign-cancel" onClick={onClose}>
          {gone ? words.close : words.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          data-part="assign-confirm"
          aria-disabled={!ready}
          onClick={() => void assign()}
        >
          {assigning.value && <Spinner />}
          {warnings.length > 0
            ? words.assignDialog.anyway
            : toMe
              ? words.assignDialog.toMe
              : words.assignDialog.assign}
        </button>
      </div>
    </Dialog>
  );
}
