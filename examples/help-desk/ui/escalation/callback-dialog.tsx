import { useSignal } from "@preact/signals";
import type { CallDisposition, ConversationView, Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { Choices } from "./choices.tsx";
import { NoteField } from "./note-field.tsx";
import { useEscalation } from "./use-escalation.ts";

const DISPOSITIONS = ["connected", "voicemail_left", "no_answer", "wrong_number"] as const;
/** Longest text, in characters, as the server takes it. */
const LONGEST_REASON = 500;

type CallbackDialogProps = {
  conversation: OpenConversation;
  view: ConversationView;
  id: string;
  onClose(): void;
};

/** The callback that an escalation asks for: how it went, and whether that resolves it (E5). */
export function CallbackDialog({ conversation, view, id, onClose }: CallbackDialogProps) {
  const console = useConsole();
  const { escalation, isOver } = useEscalation(view, id);
  const disposition = useSignal<CallDisposition | null>(null);
  const reason = useSignal("");
  const completing = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  if (escalation === null) return null;

  const { value: how } = disposition;
  const said = reason.value.trim();
  const excess = said.length - LONGEST_REASON;
  const ready = (how !== null || said !== "") && excess <= 0 && !completing.value && !isOver;
  const resolves = said !== "" || how === "connected" || how === "voicemail_left";

  const complete = async () => {
    if (!ready) return;
    completing.value = true;
    refusal.value = null;
    const done = await conversation.completeTask({
      taskId: escalation.taskId,
      ...(how === null ? {} : { disposition: how }),
      ...(said === "" ? {} : { reason: said }),
    });
    completing.value = false;
    if (!done.ok) {
      refusal.value = done.refusal;
      return;
    }
    onClose();
    console.toasts.say(() => words.escalation.completed, { conversationId: conversation.id });
  };

  const refused = refusal.value === null ? null : wordsForRefusal(refusal.value);
  const problem = isOver && !completing.value ? words.escalation.over : refused;
  const name = view.customer?.name ?? console.row(conversation.id)?.customer.name ?? words.theCustomer;
  return (
    <Dialog title={words.escalation.callbackTitle(name)} part="callback-dialog" onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void complete();
        }}
      >
        <p dir="auto">{words.escalation.reasonOf(escalation.reason)}</p>
        <Choices
          label={words.escalation.how}
          part="callback-disposition"
          values={DISPOSITIONS}
          words={words.escalation.dispositions}
          chosen={how}
          onChoose={(next) => {
            disposition.value = next;
            refusal.value = null;
          }}
        />
        <NoteField
          label={words.escalation.what}
          part="callback-reason"
          note={reason}
          problem={excess > 0 ? words.tooLong(excess) : null}
        />
        <p class="quiet-text dialog-line" role="status" data-part="callback-means">
          {(how !== null || said !== "") &&
            (resolves ? words.escalation.resolves : words.escalation.staysOpen)}
        </p>
        <div aria-live="polite">
          {problem !== null && (
            <p class="warning-text" data-part="callback-refused">
              {problem}
            </p>
          )}
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" data-part="callback-cancel" onClick={onClose}>
            {isOver ? words.close : words.cancel}
          </button>
          <button type="submit" class="button primary" data-part="callback-complete" aria-disabled={!ready}>
            {completing.value && <Spinner />}{" "}
            {completing.value ? words.escalation.completing : words.escalation.complete}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
