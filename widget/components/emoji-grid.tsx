import { useLayoutEffect, useRef } from "preact/hooks";
import type { Words } from "../i18n.ts";
import css from "./emoji-grid.css?inline";
import { useLooks } from "./lazy.tsx";

type Props = { words: Words; onPick(emoji: string): void; onClose(givesFocusBack: boolean): void };

/** A row each: faces, more faces, hands, feelings, things of a shop, signs. A reader of the screen knows their names. */
const ROWS = [
  "😀 😄 😂 🙂 😉 😊 😍 😎",
  "🤔 😐 😕 😢 😭 😡 😱 😴",
  "👍 👎 👏 🙏 👋 🤝 💪 🤞",
  "❤️ 💙 💚 💛 🎉 🔥 ⭐ ✨",
  "📦 🚚 🛒 🎁 💳 🧾 📷 📞",
  "✅ ❌ ❓ ❗ ⏰ 📅 📍 ☕",
].map((row) => row.split(" "));
const COLUMNS = 8;
const ALL = ROWS.flat();

/** One of them takes Tab; arrow keys go to the others. */
export function EmojiGrid({ words, onPick, onClose }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  useLooks(grid, css);
  useLayoutEffect(() => buttons()[0]?.focus(), []);

  function buttons(): HTMLButtonElement[] {
    return [...(grid.current?.querySelectorAll("button") ?? [])];
  }

  function onKeyDown(event: KeyboardEvent): void {
    const all = buttons();
    const now = all.findIndex((button) => button.matches(":focus"));
    const forward = grid.current?.matches(":dir(rtl)") ? -1 : 1;
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[
      event.key
    ];
    const to = { Home: 0, End: all.length - 1 }[event.key] ?? (step === undefined ? undefined : now + step);
    if (to !== undefined) all[to]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose(true);
    else return;
    event.preventDefault();
    // Escape would close the panel too.
    event.stopPropagation();
  }

  return (
    <div
      class="emoji"
      role="toolbar"
      ref={grid}
      aria-label={words.t("emoji.label")}
      // Safari would take the focus away before the click.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && grid.current?.contains(relatedTarget))) onClose(false);
      }}
    >
      {ALL.map((emoji) => (
        <button type="button" key={emoji} tabIndex={-1} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
