import type { Emit } from "./api.ts";
import type { Settings } from "./settings.ts";

/** What the loader and the lazily loaded panel know of each other. */

export type PanelHost = {
  shadow: ShadowRoot;
  /** The panel stands in here, before the launcher. */
  root: HTMLElement;
  /** Origin of the Baton server. */
  origin: string;
  workspace: string;
  settings: Settings;
  emit: Emit;
  close(): void;
  /** What the launcher does now and what a failure says, in the widget's language, and the badge. */
  setLauncher(label: string, whenFailed: string, badge: string | null): void;
  /** Sets language and direction of the whole widget. */
  setLanguage(locale: string): void;
};

export type Panel = {
  /** Shows or hides the panel; the conversation goes on either way. */
  setOpen(open: boolean): void;
  /** Takes over the settings as they now are, whole. */
  update(settings: Settings): void;
  prefill(text: string): void;
  logout(): void;
  destroy(): void;
};

export type PanelModule = { createPanel(host: PanelHost): Promise<Panel> };

/** Where the session is kept, in `localStorage`. */
export const sessionKey = (workspace: string) => `baton:${workspace}`;
