import { element, svgElement } from "./dom.ts";

/** What the launcher shows once the panel's code is here: its name in the widget's words, the badge, its other face. */
export function createLauncherFace(launcher: HTMLElement) {
  const badge = element("span", { part: "badge", "aria-hidden": "true" });
  launcher.firstElementChild?.append(svgElement("path", { class: "opened", d: "M6 9l6 6 6-6" }));
  return {
    show(label: string, count: string | null): void {
      launcher.setAttribute("aria-label", label);
      badge.textContent = count;
      if (count === null) badge.remove();
      else launcher.append(badge);
    },
  };
}
