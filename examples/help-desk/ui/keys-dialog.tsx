import { words } from "../words.ts";
import { Dialog } from "./parts/dialog.tsx";

export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title={words.keys} part="keys-dialog" onClose={onClose}>
      <dl class="keys">
        {words.keyList.map(([key, does]) => (
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
