import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ConversationView, Refusal, ResolutionReason } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { Choices } from "./choices.tsx";
import { NoteField } from "./note-field.tsx";
import { useEscalation } from "./use-escalation.ts";

const REASONS = ["handled", "false_positive", "spam", "duplicate", "other"] as const;
/** Longest note, in characters, as the SDK's `resolveEscalation` documents it. */
const LONGEST_NOTE = 500;

type ResolveDialogProps = {
  conversation: OpenConversation;
  view: ConversationView;
  id: string;
  onClose(): void;
};

/** How it was resolved, and what that does to the takeover and to the customer's cooldown (E4). */
export function ResolveDialog({ conversation, view, id, onClose }: ResolveDialogProps) {
  const console = useConsole();
  const { escalation, isOver } = useEscalation(view, id);
  const reason = useSignal<ResolutionReason | null>(null);
  const note = useSignal("");
  const resolving = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  if (escalation === null) return null;

  const { team, count } = escalation;
  const { value: how } = reason;
  const excess = note.value.trim().length - LONGEST_NOTE;
  const ready = how !== null && excess <= 0 && !resolving.value && !isOver;

  const resolve = async () => {
    if (!ready) return;
    const said = note.value.trim();
    if (how === "other" && said === "") {
      refusal.value = { code: "note_required", details: { path: "note" } };
      field.current?.focus();
      return;
    }
    resolving.value = true;
    refusal.value = null;
    const done = await conversation.resolveEscalation({
      // By its id: in HIPAA mode no team is named.
      id,
      reason: how,
      ...(said === "" ? {} : { note: said }),
    });
    resolving.value = false;
    if (!done.ok) {
      refusal.value = done.refusal;
      if (done.refusal.code === "note_required") field.current?.focus();
      return;
    }
    onClose();
    console.toasts.say(() => words.escalation.resolved, { conversationId: conversation.id });
  };

  const problem = isOver && !resolving.value ? words.escalation.over : explained(refusal.value);
  const noteProblem = excess > 0 ? words.tooLong(excess) : refusal.value?.code === "note_required";
  return (
    <Dialog
      title={
        team === null
          ? words.escalation.resolveTitleHidden
          : words.escalation.resolveTitle(console.teamName(team))
      }
      part="resolve-dialog"
      onClose={onClose}
    >
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void resolve();
        }}
      >
        <p>
          <span dir="auto">{words.escalation.reasonOf(escalation.reason)}</span>
          {count !== null && <span class="quiet-text"> · {words.escalation.raised(count)}</span>}
        </p>
        <Choices
          label={words.escalation.why}
          part="resolve-reason"
          values={REASONS}
          words={words.escalation.reasons}
          chosen={how}
          onChoose={(next) => {
            reason.value = next;
            refusal.value = null;
          }}
        />
        <p class="quiet-text dialog-line" role="status" data-part="resolve-means">
          {how !== null && meaningOf(how)}
        </p>
        <NoteField
          label={how === "other" ? words.escalation.noteNeeded : words.escalation.note}
          part="resolve-note"
          note={note}
          field={field}
          problem={noteProblem === true ? words.refusals.note_required : noteProblem || null}
          onInput={() => {
            refusal.value = null;
          }}
        />
        <div aria-live="polite">
          {problem !== null && (
            <p class="warning-text" data-part="resolve-refused">
              {problem}
            </p>
          )}
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" data-part="resolve-cancel" onClick={onClose}>
            {isOver ? words.close : words.cancel}
          </button>
          <button type="submit" class="button primary" data-part="resolve-confirm" aria-disabled={!ready}>
            {resolving.value && <Spinner />}{" "}
            {resolving.value ? words.escalation.confirming : words.escalation.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function meaningOf(reason: ResolutionReason): string {
  const { means } = words.escalation;
  return reason === "handled" || reason === "other" ? means[reason] : means.none;
}

/** What is wrong with the note stands beside the note. */
function explained(refusal: Refusal | null): string | null {
  if (refusal === null || refusal.code === "note_required") return null;
  if (refusal.code === "stale_epoch") return words.escalation.again;
  return refusal.code === "not_available" ? words.escalation.over : wordsForRefusal(refusal);
}
