import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Toast } from "../model/toasts.ts";
import { words } from "../words.ts";
import { Icon } from "./parts/icon.tsx";
import { useConsole } from "./use-console.ts";

const SHOWN_MS = 10_000;

/** Short news, read out once and gone by themselves; a pointer or the keyboard on one keeps it. */
export function ToastList() {
  const { toasts } = useConsole();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.list.value.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const console = useConsole();
  const held = useSignal(false);
  const isHeld = held.value;
  const { id, conversationId } = toast;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => console.toasts.dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [console, id, isHeld]);
  const hold = (on: boolean) => () => {
    held.value = on;
  };
  const elsewhere = conversationId !== null && conversationId !== console.openId.value;
  return (
    <div
      class="toast"
      data-part="toast"
      data-tone={toast.tone}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocusIn={hold(true)}
      onFocusOut={hold(false)}
    >
      <p class="toast-text">{toast.said()}</p>
      {elsewhere && (
        <button
          type="button"
          class="text-button"
          onClick={() => {
            console.toasts.dismiss(id);
            console.go(conversationId);
          }}
        >
          {words.openIt}
        </button>
      )}
      <button
        type="button"
        class="icon-button small"
        aria-label={words.dismiss}
        onClick={() => console.toasts.dismiss(id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
