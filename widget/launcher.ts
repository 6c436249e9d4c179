import { element, svgElement } from "./dom.ts";

export type LauncherState = {
  open: boolean;
  /** The panel's code is on its way. */
  busy: boolean;
  /** It did not come: the message stands until the next try. */
  failed: boolean;
  badge: string | null;
};

/** The round button, its badge, and the message that the chat could not be loaded. Plain DOM. */
export function createLauncher(onToggle: () => void) {
  const button = element(
    "button",
    { part: "launcher", "aria-haspopup": "dialog" },
    svgElement(
      "svg",
      { viewBox: "0 0 24 24", class: "face", "aria-hidden": "true" },
      svgElement("path", { class: "shut", d: "M8 4h8a6 6 0 0 1 0 13h-3l-5 4v-4A6 6 0 0 1 8 4z" }),
      svgElement("path", { class: "opened", d: "M6 9l6 6 6-6" }),
    ),
  );
  const badge = element("span", { part: "badge", "aria-hidden": "true" });
  const failure = element("button", { class: "failure" });
  const alert = element("div", { role: "alert" });
  for (const node of [button, failure]) node.onclick = onToggle;

  return {
    nodes: [alert, button],
    button,
    show({ open, busy, failed, badge: text }: LauncherState): void {
      button.setAttribute("aria-expanded", `${open}`);
      button.setAttribute("aria-busy", `${busy}`);
      badge.textContent = text;
      if (text && !open) button.append(badge);
      else badge.remove();
      alert.replaceChildren(...(failed ? [failure] : []));
    },
    label(label: string, whenFailed: string): void {
      button.setAttribute("aria-label", label);
      failure.textContent = whenFailed;
    },
  };
}
