import { element } from "./dom.ts";

/** What the launcher shows once the panel's code is here: its name in the widget's words, and the badge. */
export function createLauncherBadge(launcher: HTMLElement) {
  const badge = element("span", { part: "badge", "aria-hidden": "true" });
  return {
    show(label: string, count: string | null): void {
      launcher.setAttribute("aria-label", label);
      badge.textContent = count;
      if (count === null) badge.remove();
      else launcher.append(badge);
    },
  };
}
