import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { type ConversationView, LONGEST_REMARK, type Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { lasting } from "../../model/time.ts";
import { DISPOSITIONS } from "../../model/wrap-up-forms.ts";
import { words } from "../../words.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { useSecondsLeft } from "../use-seconds-left.ts";

type WrapUpProps = { conversation: OpenConversation; view: ConversationView };

/** What an agent still owes after the end, or after losing the conversation (S6, T6). */
export function WrapUp({ conversation, view }: WrapUpProps) {
  if (view.wrapUp === null) return null;
  return <WrapUpForm conversation={conversation} view={view} until={view.wrapUp.expiresAt} />;
}

function WrapUpForm({ conversation, view, until }: WrapUpProps & { until: string }) {
  const console = useConsole();
  const form = console.wrapUpForms.of(conversation.id);
  const completing = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const id = useId();

  const { disposition, note } = form.value;
  const excess = note.trim().length - LONGEST_REMARK;
  const ready = excess <= 0 && !completing.value;

  const complete = async () => {
    if (!ready) return;
    completing.value = true;
    refusal.value = null;
    const said = note.trim();
    const done = await conversation.completeWrapUp({
      ...(disposition === null ? {} : { disposition }),
      ...(said === "" ? {} : { note: said }),
    });
    completing.value = false;
    if (!done.ok) {
      refusal.value = done.refusal;
      return;
    }
    console.wrapUpForms.forget(conversation.id);
    console.toasts.say(() => words.wrapUp.done, { conversationId: conversation.id });
  };

  const problem =
    excess > 0 ? words.tooLong(excess) : refusal.value === null ? null : wordsForRefusal(refusal.value);
  return (
    <form
      class="wrap-up"
      data-part="wrap-up"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        void complete();
      }}
    >
      <header class="wrap-up-header">
        <h3 id={`${id}-title`} class="section-title">
          {words.wrapUp.title}
        </h3>
        <TimeLeft until={until} />
      </header>
      <p class="quiet-text">
        {view.owner === null ? words.wrapUp.text : words.wrapUp.textDisplaced(view.owner.name)}
      </p>
      <div class="choices" role="radiogroup" aria-label={words.wrapUp.disposition}>
        {DISPOSITIONS.map((choice) => (
          <label key={choice} class="choice" data-part="wrap-up-disposition" data-id={choice}>
            <input
              type="radio"
              name={`${id}-disposition`}
              value={choice}
              checked={choice === disposition}
              onChange={() => {
                form.value = { ...form.value, disposition: choice };
              }}
            />
            {words.wrapUp.dispositions[choice]}
          </label>
        ))}
      </div>
      <div class="wrap-up-end">
        <textarea
          class="input text-area"
          data-part="wrap-up-note"
          dir={note === "" ? undefined : "auto"}
          rows={1}
          aria-label={words.wrapUp.note}
          aria-invalid={excess > 0}
          aria-describedby={`${id}-problem`}
          placeholder={words.wrapUp.note}
          value={note}
          onInput={(event) => {
            form.value = { ...form.value, note: event.currentTarget.value };
          }}
        />
        <button type="submit" class="button primary" data-part="wrap-up-complete" aria-disabled={!ready}>
          {completing.value && <Spinner />}{" "}
          {completing.value ? words.wrapUp.completing : words.wrapUp.complete}
        </button>
      </div>
      <div id={`${id}-problem`} aria-live="polite">
        {problem !== null && (
          <p class="warning-text" data-part="wrap-up-problem">
            {problem}
          </p>
        )}
      </div>
    </form>
  );
}

function TimeLeft({ until }: { until: string }) {
  const left = useSecondsLeft(until);
  return (
    <span class="quiet-text" role="timer" data-part="wrap-up-left">
      {words.wrapUp.closesIn(lasting(left * 1_000))}
    </span>
  );
}
