import { useSignal } from "@preact/signals";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";

/** What cannot be sent any more may still be needed elsewhere. */
export function CopyDraft({ text }: { text: string }) {
  const { toasts } = useConsole();
  const copied = useSignal(false);
  return (
    <button
      type="button"
      class="button small"
      data-part="copy-draft"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => {
            copied.value = true;
          },
          () => toasts.say(() => words.copyFailed, { tone: "warn" }),
        )
      }
    >
      {copied.value ? words.copied : words.copyDraft}
    </button>
  );
}
