import type { ComposerMode } from "../../model/drafts.ts";
import { words } from "../../words.ts";

const KEYS = { reply: "r", note: "n", edit: undefined } as const;

type ModeSwitchProps = {
  mode: ComposerMode;
  modes: readonly ComposerMode[];
  onChange(mode: ComposerMode): void;
};

/** Reply or note, or the AI's reply that is being changed, with the arrow keys like any such pair; where nothing can be written, there is none. */
export function ModeSwitch({ mode, modes, onChange }: ModeSwitchProps) {
  return (
    <div class="mode-switch" role="radiogroup" aria-label={words.mode}>
      {modes.map((option) => (
        <label key={option} class="mode" data-part={`mode-${option}`} data-chosen={option === mode}>
          <input
            type="radio"
            class="unseen"
            name="mode"
            value={option}
            checked={option === mode}
            aria-keyshortcuts={KEYS[option]}
            onChange={() => onChange(option)}
          />
          {option === "edit" ? words.heldReply.tab : words[option]}
        </label>
      ))}
    </div>
  );
}
