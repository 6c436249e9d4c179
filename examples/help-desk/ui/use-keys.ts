import { useLayoutEffect } from "preact/hooks";
import type { Console } from "../model/console.ts";
import type { Mode } from "../model/drafts.ts";

/** The console's single keys. They rest while somebody writes, chooses or answers a dialog. */
export function useKeys(console: Console, showKeys: () => void): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || isBusy(event.target)) return;
      const act = actions(console, showKeys)[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [console, showKeys]);
}

function actions(console: Console, showKeys: () => void): Record<string, () => void> {
  return {
    j: () => step(console, 1),
    k: () => step(console, -1),
    r: () => write(console, "reply"),
    n: () => write(console, "note"),
    t: () => {
      const can = console.open.value?.view?.can ?? [];
      if (can.includes("takeOver")) void console.takeOver();
      else if (can.includes("viewTicket")) console.showTicket(true);
    },
    "/": () => document.querySelector<HTMLInputElement>("[data-part=search]")?.focus(),
    "?": showKeys,
  };
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input:not([type=radio]), textarea, select, dialog, [role=menu]") !== null;
}

function step(console: Console, by: 1 | -1): void {
  const id = console.step(by);
  if (id === null) return;
  const row = document.querySelector<HTMLElement>(`[data-part=row][data-id="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function write(console: Console, mode: Mode): void {
  const id = console.openId.value;
  if (id === null) return;
  console.drafts.switchTo(id, mode);
  console.composerCall.value += 1;
}
