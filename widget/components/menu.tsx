import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { sessionKey } from "../panel-api.ts";
import { canPopOut, popOut } from "../popout.ts";
import type { Settings } from "../settings.ts";
import { mutedValue } from "../tabs/muted.ts";
import { useLooks } from "./lazy.tsx";
import css from "./menu.css?inline";
import { EndDialog } from "./menu-end.tsx";
import { type SaveProps, saveAs } from "./transcript-save.ts";

export type MenuProps = SaveProps & {
  conversationId: string;
  settings: ReadonlySignal<Settings>;
  onEarlier(): void;
  /** The chat has a window of its own now. */
  onPopOut(): void;
  onClose(givesFocusBack: boolean): void;
};

/** The menu of the header, and the question that comes of its last item. */
export function Menu(props: MenuProps) {
  const { chat, words, server, settings, conversationId, onEarlier, onPopOut, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);
  const [asksToEnd, setAsksToEnd] = useState(false);
  const gaveWay = useRef(false);
  const muted = mutedValue(sessionKey(server.workspace));
  const isMuted = muted.read() !== null;
  useLooks(menu, css);
  useLayoutEffect(() => items(menu.current)[0]?.focus(), []);

  function onKeyDown(event: KeyboardEvent): void {
    const all = items(menu.current);
    const now = all.findIndex((item) => item.matches(":focus"));
    const next = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: (now - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (next !== undefined) all[next]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose(true);
    else return;
    event.preventDefault();
    // Escape would close the panel too.
    event.stopPropagation();
  }

  function toggleMuted(): void {
    muted.write(isMuted ? null : "1");
    onClose(true);
  }

  function moveOut(): void {
    onClose(true);
    const looks = { locale: words.locale.value, title: words.t("panel.label") };
    if (popOut(server, settings.value, looks)) onPopOut();
    else chat.notice.value = "notice.failed";
  }

  if (asksToEnd) return <EndDialog chat={chat} words={words} onClose={() => onClose(true)} />;

  const save = (format: "html" | "text") => async () => {
    onClose(true);
    await saveAs(format, props, conversationId);
  };
  return (
    <div
      class="menu"
      role="menu"
      ref={menu}
      aria-label={words.t("menu.label")}
      // Safari would take the focus away before the click.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        // The focus also goes out when the menu gives way to the question.
        const isInside = relatedTarget instanceof Node && menu.current?.contains(relatedTarget);
        if (!isInside && !gaveWay.current) onClose(false);
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a menu */}
      <div role="group" aria-label={words.t("save.title")}>
        <p aria-hidden="true">{words.t("save.title")}</p>
        <button type="button" role="menuitem" tabIndex={-1} data-item="html" onClick={save("html")}>
          {words.t("save.html")}
        </button>
        <button type="button" role="menuitem" tabIndex={-1} data-item="text" onClick={save("text")}>
          {words.t("save.text")}
        </button>
      </div>
      <button type="button" role="menuitem" tabIndex={-1} data-item="sound" onClick={toggleMuted}>
        {words.t(isMuted ? "sound.unmute" : "sound.mute")}
      </button>
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        data-item="earlier"
        onClick={() => {
          onClose(false);
          onEarlier();
        }}
      >
        {words.t("earlier.title")}
      </button>
      {canPopOut(server.workspace) && (
        <button type="button" role="menuitem" tabIndex={-1} data-item="popout" onClick={moveOut}>
          {words.t("menu.popout")}
        </button>
      )}
      {chat.view.value.state !== "ended" && (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-item="end"
          onClick={() => {
            gaveWay.current = true;
            setAsksToEnd(true);
          }}
        >
          {words.t("end.title")}
        </button>
      )}
    </div>
  );
}

function items(menu: Element | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}
