import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { keepInside } from "./keep-inside.ts";
import { useLooks } from "./lazy.tsx";
import css from "./menu.css?inline";

type Props = { chat: Chat; words: Words; onClose(): void };

/** Says what ending means, before it is done. */
export function EndDialog({ chat, words, onClose }: Props) {
  const dialog = useRef<HTMLDivElement>(null);
  const [isSending, setSending] = useState(false);
  useLooks(dialog, css);
  useLayoutEffect(() => dialog.current?.querySelector("button")?.focus(), []);

  async function end(): Promise<void> {
    if (isSending) return;
    setSending(true);
    await chat.end();
    // Where it failed, the notice over the composer says so.
    onClose();
  }

  return (
    <div class="veil">
      <div
        class="dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="end-title"
        aria-describedby="end-text"
        ref={dialog}
        onKeyDown={(event) => {
          if (event.key === "Tab" && dialog.current) keepInside(dialog.current, event);
          if (event.key === "Escape") onClose();
          // Not the panel's: Escape would close it, and Tab lead out of here.
          event.stopPropagation();
        }}
      >
        <h3 id="end-title">{words.t("end.title")}</h3>
        <p id="end-text">{words.t("end.text")}</p>
        <div class="buttons">
          <button type="button" class="switch" onClick={onClose}>
            {words.t("end.cancel")}
          </button>
          <button
            type="button"
            class="primary"
            data-item="end-confirm"
            aria-disabled={isSending}
            onClick={end}
          >
            {words.t("end.title")}
          </button>
        </div>
      </div>
    </div>
  );
}
