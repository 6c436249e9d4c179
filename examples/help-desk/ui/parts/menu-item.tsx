import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

type ItemProps = { part: string; id?: string; onChoose(): void; children: ComponentChildren };

export function MenuItem({ part, id, onChoose, children }: ItemProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      data-part={part}
      data-id={id}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}

/** One of several of which exactly one holds. */
export function MenuChoice({ part, id, chosen, onChoose, children }: ItemProps & { chosen: boolean }) {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitemradio"
      aria-checked={chosen}
      tabIndex={-1}
      data-part={part}
      data-id={id}
      onClick={onChoose}
    >
      {children}
      {chosen && <Icon name="check" />}
    </button>
  );
}
