import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { Icon } from "./icons.tsx";
import { lazy } from "./lazy.tsx";

const EmojiGrid = lazy(() => import("./emoji-grid.tsx").then((module) => module.EmojiGrid));

type Props = { chat: Chat; words: Words; field: RefObject<HTMLTextAreaElement | null> };

/** Opens the emoji, of which one goes into the text where its writer is. Touch keyboards have their own. */
export function EmojiButton({ chat, words, field }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);

  function insert(emoji: string): void {
    const { current } = field;
    setOpen(false);
    if (!current) return;
    current.focus();
    if (current.value.length + emoji.length > LIMITS.text) return;
    current.setRangeText(emoji, current.selectionStart, current.selectionEnd, "end");
    chat.type(current.value);
  }

  return (
    <>
      <button
        type="button"
        part="emoji"
        class="plain"
        ref={button}
        aria-label={words.t("emoji.label")}
        aria-expanded={isOpen}
        // The open grid keeps the focus until the click says what it means.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="smile" />
      </button>
      {isOpen && (
        <EmojiGrid
          words={words}
          onPick={insert}
          onClose={(givesFocusBack) => {
            setOpen(false);
            if (givesFocusBack) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
