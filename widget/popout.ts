import type { Server } from "./records.ts";
import type { Settings } from "./settings.ts";

/** As wide as the panel is at the side of a page; below 480 px it fills its window. */
const LOOKS = "popup,width=400,height=720";

const nameOf = (workspace: string) => `baton-${workspace}`;

/** Not on a phone, where a window is a page like any other; and not in that window itself. */
export function canPopOut(workspace: string): boolean {
  return window.name !== nameOf(workspace) && !matchMedia("(pointer: coarse)").matches;
}

/**
 * Opens the chat in a window of its own, where it stays when the visitor goes on to another page: one more tab of the
 * same conversation (`tabs/`). False where the browser does not let a window open.
 */
export function popOut(
  { host, workspace }: Pick<Server, "host" | "workspace">,
  settings: Settings,
  { locale, title }: { locale: string; title: string },
): boolean {
  // By its name: one that is open already comes to the front as it is.
  const popup = window.open("", nameOf(workspace), LOOKS);
  if (popup === null) return false;
  popup.focus();
  const { document: page } = popup;
  if (page.scripts.length > 0) return true;
  page.title = title;
  page.documentElement.lang = locale;
  const viewport = page.createElement("meta");
  viewport.name = "viewport";
  viewport.content = "width=device-width, initial-scale=1, viewport-fit=cover";
  const script = page.createElement("script");
  const url = widgetUrl();
  // A policy without `strict-dynamic` wants the nonce that the page's own tag has.
  script.nonce = [...document.scripts].find(({ src }) => src === url)?.nonce ?? settings.nonce ?? "";
  script.onload = () => {
    const { baton } = popup;
    baton?.boot?.({ ...settings, host, workspace, locale, launcher: "none", proactive: undefined });
    // The window's own function: it outlives this page, whose functions do nothing once the visitor has gone on.
    baton?.on?.("close", popup.close.bind(popup));
    baton?.open?.();
  };
  script.onerror = () => popup.close();
  script.src = trusted(popup, url);
  page.head.append(viewport, script);
  return true;
}

/** `widget.js` stands above the folder of what is loaded later. */
function widgetUrl(): string {
  const { url } = import.meta;
  return new URL("../widget.js", url).href;
}

/** The window is a realm of its own, with policies of its own under the same Content Security Policy. */
function trusted({ trustedTypes }: Window, url: string): string {
  const policy = trustedTypes?.createPolicy("baton-chat", { createScriptURL: (given) => given });
  return policy?.createScriptURL(url) ?? url;
}
