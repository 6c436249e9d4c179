import type { Mode } from "../../model/drafts.ts";
import { words } from "../../words.ts";

const MODES = [
  { mode: "reply", word: words.reply, key: "r" },
  { mode: "note", word: words.note, key: "n" },
] as const;

/** Reply or note: one of two, with the arrow keys like any such pair. */
export function ModeSwitch({ mode, onChange }: { mode: Mode; onChange(mode: Mode): void }) {
  return (
    <div class="mode-switch" role="radiogroup" aria-label={words.mode}>
      {MODES.map((option) => (
        <label
          key={option.mode}
          class="mode"
          data-part={`mode-${option.mode}`}
          data-chosen={option.mode === mode}
        >
          <input
            type="radio"
            class="unseen"
            name="mode"
            value={option.mode}
            checked={option.mode === mode}
            aria-keyshortcuts={option.key}
            onChange={() => onChange(option.mode)}
          />
          {option.word}
        </label>
      ))}
    </div>
  );
}
