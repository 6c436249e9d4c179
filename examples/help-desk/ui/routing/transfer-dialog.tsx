import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { type ConversationView, LONGEST_REMARK, type Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { AssigneeList, type Choice } from "../supervision/assignee-list.tsx";
import { useConsole } from "../use-console.ts";

type TransferDialogProps = { conversation: OpenConversation; view: ConversationView; onClose(): void };

/** To whom, and why; nothing changes hands before somebody accepts (S3). */
export function TransferDialog({ conversation, view, onClose }: TransferDialogProps) {
  const console = useConsole();
  const choice = useSignal<Choice | null>(null);
  const note = useSignal("");
  const offering = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const noteId = useId();

  const { value: chosen } = choice;
  const gone = !view.can.includes("offerTransfer");
  const excess = note.value.trim().length - LONGEST_REMARK;
  const ready = chosen !== null && !gone && excess <= 0 && !offering.value;

  const offer = async () => {
    if (!ready) return;
    offering.value = true;
    const said = note.value.trim();
    const done = await conversation.offerTransfer({
      ...(chosen.kind === "team" ? { teamId: chosen.id } : { agentId: chosen.id }),
      ...(said === "" ? {} : { note: said }),
    });
    offering.value = false;
    if (!done.ok) {
      refusal.value = done.refusal;
      return;
    }
    onClose();
    void console.followOffer(conversation.id, done.value);
  };

  const problem = problemOf();
  function problemOf(): string | null {
    if (gone) return words.refusals.not_available;
    if (excess > 0) return words.tooLong(excess);
    if (refusal.value === null) return null;
    const agent = console.agents.value.find(({ id }) => id === chosen?.id);
    // Presence may lag behind: the room knows better who is there.
    if (refusal.value.code === "not_available" && agent)
      return words.assignDialog.notHere(agent.name, "away");
    return wordsForRefusal(refusal.value);
  }

  const { owner } = view;
  return (
    <Dialog title={words.transferDialog.title} part="transfer-dialog" onClose={onClose}>
      <AssigneeList
        label={words.transferDialog.choose}
        chosen={chosen}
        isLeftOut={({ id }) => id === owner?.id}
        // Who is not there is not asked: nobody would answer.
        isClosed={({ status }) => status !== "available"}
        onChoose={(next) => {
          choice.value = next;
          refusal.value = null;
        }}
      />
      <div class="field-group">
        <label for={noteId}>{words.transferDialog.note}</label>
        <textarea
          id={noteId}
          class="input text-area"
          data-part="transfer-note"
          dir={note.value === "" ? undefined : "auto"}
          rows={2}
          aria-describedby={`${noteId}-hint`}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
        <p id={`${noteId}-hint`} class="quiet-text">
          {words.transferDialog.noteHint}
        </p>
      </div>
      {owner && (
        <p>
          {conversation.owned ? words.transferDialog.text : words.transferDialog.textForOwner(owner.name)}
        </p>
      )}
      <div aria-live="polite">
        {problem !== null && (
          <p class="warning-text" data-part="transfer-refused">
            {problem}
          </p>
        )}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="transfer-cancel" onClick={onClose}>
          {gone ? words.close : words.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          data-part="transfer-offer"
          aria-disabled={!ready}
          onClick={() => void offer()}
        >
          {offering.value && <Spinner />} {words.transferDialog.offer}
        </button>
      </div>
    </Dialog>
  );
}
