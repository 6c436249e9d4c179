import { useRef } from "preact/hooks";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

type Props = { conversation: OpenConversation; disabled: boolean };

/** Picks files and sends them at once, as a message of their own. */
export function AttachFile({ conversation, disabled }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const busy = conversation.busy === "files";
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-part="file-picker"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be picked again.
          currentTarget.value = "";
          if (files.length > 0) void conversation.sendFiles(files);
        }}
      />
      <button
        type="button"
        class="button"
        data-part="attach"
        disabled={disabled || busy}
        onClick={() => picker.current?.click()}
      >
        <Icon name="add" /> {busy ? words.uploading : words.attachFile}
      </button>
    </>
  );
}
