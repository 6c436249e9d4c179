import type { Emit } from "./api.ts";
import type { Settings } from "./settings.ts";

/** What the loader and the lazily loaded panel know of each other. */

export type PanelHost = {
  shadow: ShadowRoot;
  /** The panel stands in here, before the launcher. */
  root: HTMLElement;
  /** Its name and its badge are the panel's as soon as it is there. */
  launcher: HTMLElement;
  /** Origin of the Baton server. */
  origin: string;
  workspace: string;
  settings: Settings;
  emit: Emit;
  /** The page's own `fetch`, as it was when the widget was put there. */
  fetch: typeof fetch;
  /** Opens and closes the chat, as a click on the launcher does. */
  setOpen(open: boolean): void;
  /** Sets language and direction of the whole widget. */
  setLanguage(locale: string): void;
};

export type Panel = {
  /** Shows or hides the panel, and tells the page; the conversation goes on either way. */
  setOpen(open: boolean): void;
  /** Takes over the settings as they now are, whole. */
  update(settings: Settings): void;
  prefill(text: string): void;
  /** `kept`: the session that stood in the storage, where the panel has only just come. */
  logout(kept?: string | null): void;
  destroy(): void;
};

export type PanelModule = { createPanel(host: PanelHost): Promise<Panel> };

/** Where the session is kept, in `localStorage`. What else is kept has a key that goes on from this one with a colon. */
export const sessionKey = (workspace: string) => `baton:${workspace}`;
