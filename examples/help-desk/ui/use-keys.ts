import { useLayoutEffect } from "preact/hooks";
import type { Console } from "../model/console.ts";
import type { Mode } from "../model/drafts.ts";

/** The console's single keys. They rest while somebody writes, chooses or answers a dialog. */
export function useKeys(console: Console, showKeys: () => void): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || isBusy(event.target)) return;
      // There, the keys of the panes have nothing to do.
      if (console.settings.peek() !== null) return;
      const act = actions(console, showKeys)[keyOf(event)];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [console, showKeys]);
}

/** On a keyboard of another script the keys are where they are on a Latin one. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (/^[\x20-\x7e]$/u.test(key)) return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key[A-Z]$/u.test(code) ? code.slice(3).toLowerCase() : key;
}

function actions(console: Console, showKeys: () => void): Record<string, () => void> {
  return {
    j: () => console.step(1),
    k: () => console.step(-1),
    r: () => write(console, "reply"),
    n: () => write(console, "note"),
    t: () => {
      const can = console.open.value?.view?.can ?? [];
      if (can.includes("takeOver")) void console.takeOver();
      else if (can.includes("prepareTakeOver")) console.open.value?.ask("takeOver");
      else if (can.includes("viewTicket")) console.showTicket(true);
    },
    m: () => void console.monitor(),
    a: () => {
      if (console.open.value?.view?.can.includes("assign")) console.open.value.ask("assign");
    },
    e: () => {
      if (console.open.value?.view?.can.includes("escalate")) console.open.value.ask("escalate");
    },
    "/": () => document.querySelector<HTMLInputElement>("[data-part=search]")?.focus(),
    "?": showKeys,
  };
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input:not([type=radio]), textarea, select, dialog, [role=menu]") !== null;
}

function write(console: Console, mode: Mode): void {
  const id = console.openId.value;
  if (id === null) return;
  console.drafts.switchTo(id, mode);
  console.callComposer(id);
}
