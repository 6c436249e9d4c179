import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useId, useRef } from "preact/hooks";

type NoteFieldProps = {
  label: string;
  part: string;
  note: Signal<string>;
  /** What is wrong with it, said beside it. */
  problem: string | null;
  field?: RefObject<HTMLTextAreaElement | null>;
  onInput?(): void;
};

/** A few words, with what is wrong with them beside them. */
export function NoteField({ label, part, note, problem, field, onInput }: NoteFieldProps) {
  const id = useId();
  const own = useRef<HTMLTextAreaElement>(null);
  return (
    <div class="field-group">
      <label for={id}>{label}</label>
      <textarea
        ref={field ?? own}
        id={id}
        class="input text-area"
        data-part={part}
        dir={note.value === "" ? undefined : "auto"}
        rows={2}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
          onInput?.();
        }}
      />
      <div id={`${id}-problem`} aria-live="polite">
        {problem !== null && (
          <p class="warning-text" data-part={`${part}-problem`}>
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}
