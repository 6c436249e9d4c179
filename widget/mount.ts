import type { Emit } from "./api.ts";
import { createLauncher } from "./launcher.ts";
import { type Panel, type PanelModule, sessionKey } from "./panel-api.ts";
import type { Settings } from "./settings.ts";
import { createShell } from "./shell.ts";

export type Mounted = ReturnType<typeof mount>;

declare global {
  interface Navigator {
    /** Not in Firefox and Safari. */
    connection?: { saveData: boolean };
  }
}

/** The widget on the page. The panel's code comes when it is first needed. */
export function mount(
  workspace: string,
  initial: Settings,
  scriptOrigin: string,
  emit: Emit,
  importPanel: (attempt: number) => Promise<PanelModule>,
) {
  const launcher = createLauncher(() => setOpen(!open));
  const { host, shadow, root, place, setLanguage, remove } = createShell(...launcher.nodes);
  const key = sessionKey(workspace);
  // As it is now: a page may replace it while it runs.
  const { fetch } = window;
  let settings = initial;
  let panel: Panel | undefined;
  let loading: Promise<void> | undefined;
  let attempts = 0;
  let open = false;
  let failed = false;
  let gone = false;
  let draft = "";
  /** A session that the visitor has ended, and that the server has not been told of. */
  let ending: string | undefined;

  // Another tab may have started a conversation. Storage is slow to answer the first who asks: the page goes first.
  whenIdle(() => addEventListener("storage", loadEarly));
  update(initial);

  function show(): void {
    root.toggleAttribute("data-open", open && !!panel);
    launcher.show(open, open && !panel, failed);
  }

  function update(next: Settings): void {
    settings = next;
    place(next);
    launcher.button.hidden = next.launcher === "none";
    if (panel) panel.update(next);
    else {
      // The first that `wantedLocales` would give: the panel, which has them all, chooses among them.
      const locale = next.locale || document.documentElement.lang || navigator.language;
      setLanguage(locale);
      launcher.setLanguage(locale);
      show();
      loadEarly();
    }
  }

  /**
   * Before the visitor asks for it: where the page wants that, or a conversation is kept, for the badge. A failure
   * shows when the visitor opens the chat.
   */
  function loadEarly(): void {
    const { consent, loadOn } = settings;
    if (consent === "required") return;
    if (loadOn === "now") loadQuietly();
    else whenIdle(() => (loadOn === "idle" || kept((storage) => storage.getItem(key))) && loadQuietly());
  }

  function loadQuietly(): void {
    if (!navigator.connection?.saveData) load().catch(() => {});
  }

  function whenIdle(run: () => void): void {
    // Safari has no requestIdleCallback.
    (window.requestIdleCallback ?? setTimeout)(() => gone || run());
  }

  function load(): Promise<void> {
    loading ??= fetchPanel().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function fetchPanel(): Promise<void> {
    const { createPanel } = await importPanel(attempts++);
    const made = await createPanel({
      ...{ shadow, root, launcher: launcher.button, setLanguage, setOpen, workspace, settings, emit, fetch },
      origin: settings.host ? new URL(settings.host, scriptOrigin).origin : scriptOrigin,
    });
    if (ending) made.logout(ending);
    if (gone) return made.destroy();
    panel = made;
    // What the page and the visitor have said in the meantime.
    panel.update(settings);
    if (draft) panel.prefill(draft);
    show();
    panel.setOpen(open);
  }

  function setOpen(next: boolean): void {
    if (next === open) return;
    open = next;
    failed = false;
    show();
    if (panel) panel.setOpen(open);
    else if (open) load().catch(loadFailed);
  }

  function loadFailed(error: unknown): void {
    // Called off in the meantime, it is nobody's concern.
    failed ||= open;
    open = false;
    show();
    emit("error", { code: "load_failed", message: String(error) });
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
      const session = kept((storage) => storage.getItem(key));
      if (panel) panel.logout();
      // The server is to know of it too, and what the panel keeps elsewhere is to go.
      else if (session) {
        ending = session;
        // Also for a widget that has been taken off the page meanwhile.
        load().catch(() => addEventListener("online", () => load().catch(() => {}), { once: true }));
      }
      // All that stands under this workspace's name, whoever has put it there.
      kept((storage) => {
        for (const name of Object.keys(storage))
          if (`${name}:`.startsWith(`${key}:`)) storage.removeItem(name);
      });
    },
    remove(): void {
      gone = true;
      removeEventListener("storage", loadEarly);
      panel?.destroy();
      remove();
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
