import { useRef, useState } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { lazy } from "./lazy.tsx";
import type { MenuProps } from "./menu.tsx";

const Menu = lazy(() => import("./menu.tsx").then((module) => module.Menu));

/** What else can be done with the conversation; nothing where there is none. */
export function HeaderMenu(props: Omit<MenuProps, "conversationId" | "onClose">) {
  const { chat, words } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { id } = chat.view.value;
  if (id === null) return null;
  return (
    <>
      <button
        type="button"
        part="menu"
        class="plain"
        ref={button}
        aria-label={words.t("menu.label")}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // The open menu keeps the focus until the click says what it means.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <Menu
          {...props}
          conversationId={id}
          onClose={(givesFocusBack) => {
            setOpen(false);
            if (givesFocusBack) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
