import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

type MenuProps = {
  label: string;
  part: string;
  class?: string;
  face: ComponentChildren;
  children: ComponentChildren;
  data?: Record<`data-${string}`, string>;
};

/** A button with a menu below it: arrows move, Escape and a look elsewhere close, a choice closes too. */
export function Menu(props: MenuProps) {
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open.value) return;
    itemsOf(root.current)[0]?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) open.value = false;
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open.value]);

  const close = () => {
    open.value = false;
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open.value) return;
    const items = itemsOf(root.current);
    const at = items.findIndex((item) => item.matches(":focus"));
    const moves: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const to = moves[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") open.value = false;
    else if (to !== undefined) items[to]?.focus();
    if (event.key === "Escape" || to !== undefined) event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the items inside
    <div ref={root} class="menu" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={props.class ?? "icon-button"}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open.value}
        data-part={props.part}
        {...props.data}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {props.face}
      </button>
      {open.value && (
        <div class="menu-list" role="menu" aria-label={props.label} onClick={close} onKeyDown={() => {}}>
          {props.children}
        </div>
      )}
    </div>
  );
}

function itemsOf(root: HTMLElement | null): HTMLElement[] {
  return root ? [...root.querySelectorAll<HTMLElement>("[role^=menuitem]")] : [];
}
