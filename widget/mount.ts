import type { Emit } from "./api.ts";
import { createLauncher } from "./launcher.ts";
import { LAUNCHER_WORDS } from "./launcher-words.ts";
import { pickLocale, wantedLocales } from "./locale.ts";
import { type Panel, type PanelModule, sessionKey } from "./panel-api.ts";
import type { Settings } from "./settings.ts";
import { createShell } from "./shell.ts";

export type Mounted = ReturnType<typeof mount>;

/**
 * The widget on the page. The panel's code comes when it is first needed: when the visitor opens the chat, or
 * at idle where a session is kept, for the badge.
 */
export function mount(
  workspace: string,
  initial: Settings,
  scriptOrigin: string,
  emit: Emit,
  importPanel: (attempt: number) => Promise<PanelModule>,
) {
  const launcher = createLauncher(() => setOpen(!open));
  const { host, shadow, root, place, setLanguage } = createShell(...launcher.nodes);
  const key = sessionKey(workspace);
  let settings = initial;
  let panel: Panel | undefined;
  let loading: Promise<void> | undefined;
  let attempts = 0;
  let open = false;
  let failed = false;
  let badge: string | null = null;
  let draft = "";
  let focusBack = document.body;

  update(initial);
  if (initial.loadOn === "now") loadQuietly();
  if (initial.loadOn === "idle") whenIdle(loadQuietly);
  addEventListener("storage", onStorage);

  function show(): void {
    const isOpen = open && !!panel;
    root.toggleAttribute("data-open", isOpen);
    launcher.show({ open: isOpen, busy: open && !isOpen, failed, badge });
  }

  function update(next: Settings): void {
    settings = next;
    place(next);
    launcher.button.hidden = next.launcher === "none";
    if (panel) {
      panel.update(next);
      return;
    }
    const locale = pickLocale(wantedLocales(next.locale), Object.keys(LAUNCHER_WORDS));
    setLanguage(locale);
    launcher.label(...(LAUNCHER_WORDS[locale] ?? ["", ""]));
    show();
    // A kept conversation is followed, for the badge.
    if (next.consent !== "required" && kept((storage) => storage.getItem(key))) whenIdle(loadQuietly);
  }

  /** Another tab has started a conversation. */
  function onStorage(event: StorageEvent): void {
    if (event.key === key && event.newValue) loadQuietly();
  }

  async function fetchPanel(): Promise<void> {
    const { createPanel } = await importPanel(attempts++);
    const made = await createPanel({
      ...{ shadow, root, setLanguage, workspace, settings, emit },
      origin: settings.host ? new URL(settings.host, scriptOrigin).origin : scriptOrigin,
      close: () => setOpen(false),
      setLauncher(label, whenFailed, nextBadge) {
        launcher.label(label, whenFailed);
        badge = nextBadge;
        show();
      },
    });
    if (!host.isConnected) return made.destroy();
    panel = made;
    // What the page has said in the meantime.
    panel.update(settings);
    if (draft) panel.prefill(draft);
  }

  function load(): Promise<void> {
    loading ??= fetchPanel().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  /** A failure shows when the visitor opens the chat. */
  function loadQuietly(): void {
    if (host.isConnected) load().catch(() => {});
  }

  function setOpen(next: boolean): void {
    if (next === open) return;
    const { activeElement: active } = document;
    if (next && active instanceof HTMLElement) focusBack = active;
    open = next;
    failed = false;
    show();
    if (next) load().then(opened, loadFailed);
    else closed(active === host);
  }

  function opened(): void {
    // A second click while it loaded has called it off.
    if (!open) return;
    show();
    panel?.setOpen(true);
    emit("open", undefined);
  }

  function loadFailed(error: unknown): void {
    open = false;
    failed = true;
    show();
    emit("error", { code: "load_failed", message: String(error) });
  }

  function closed(hadFocus: boolean): void {
    if (!panel) return;
    panel.setOpen(false);
    emit("close", undefined);
    if (!hadFocus) return;
    // Back to where the visitor came from; who came from nowhere finds the launcher.
    launcher.button.focus();
    focusBack.focus();
  }

  return {
    setOpen,
    toggle: () => setOpen(!open),
    update,
    setHidden(hidden: boolean): void {
      host.hidden = hidden;
    },
    prefill(text: string): void {
      draft = text;
      panel?.prefill(text);
    },
    logout(): void {
      draft = "";
      panel?.logout();
      kept((storage) => storage.removeItem(key));
    },
    remove(): void {
      open = false;
      removeEventListener("storage", onStorage);
      panel?.destroy();
      host.remove();
    },
  };
}

/** What `ask` finds in the page's storage; undefined where storage is closed to us. */
function kept<Value>(ask: (storage: Storage) => Value): Value | undefined {
  try {
    return ask(localStorage);
  } catch {
    return undefined;
  }
}

function whenIdle(run: () => void): void {
  // Safari has no requestIdleCallback.
  (window.requestIdleCallback ?? setTimeout)(run);
}
