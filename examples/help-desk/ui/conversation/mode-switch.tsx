import type { Mode } from "../../model/drafts.ts";
import { words } from "../../words.ts";

const KEYS = { reply: "r", note: "n" } as const;

type ModeSwitchProps = { mode: Mode; modes: readonly Mode[]; onChange(mode: Mode): void };

/** Reply or note, with the arrow keys like any such pair; where nothing can be written, there is none. */
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
          {words[option]}
        </label>
      ))}
    </div>
  );
}
