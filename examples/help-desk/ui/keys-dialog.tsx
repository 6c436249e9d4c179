import { words } from "../words.ts";
import { Dialog } from "./parts/dialog.tsx";
import { useConsole } from "./use-console.ts";

/** Keys that do nothing for whoever lacks the permission. */
const NEEDED: Readonly<Record<string, string>> = {
  m: "conversation.monitor",
  a: "conversation.assign",
  e: "escalation.raise",
};

export function KeysDialog({ onClose }: { onClose(): void }) {
  const { permissions } = useConsole();
  const keys = Object.entries(words.keyList).filter(([key]) => {
    const needed = NEEDED[key];
    return needed === undefined || permissions.value.includes(needed);
  });
  return (
    <Dialog title={words.keys} part="keys-dialog" onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key} class="key-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet-text">{words.keysHint}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
