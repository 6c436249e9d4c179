import { element, svgElement } from "./dom.ts";
import { FAILURES, NAMES } from "./launcher-words.ts";

/** The round button, and the message that the chat could not be loaded. Plain DOM; the rest is the panel's. */
export function createLauncher(onToggle: () => void) {
  const button = element(
    "button",
    { part: "launcher", "aria-haspopup": "dialog" },
    svgElement(
      "svg",
      { viewBox: "0 0 24 24", class: "face", "aria-hidden": "true" },
      svgElement("path", { class: "shut", d: "M8 4h8a6 6 0 0 1 0 13h-3l-5 4v-4A6 6 0 0 1 8 4z" }),
    ),
  );
  const alert = element("div", { role: "alert" });
  let language = "";
  button.onclick = onToggle;

  function failure(): Node {
    const lang = FAILURES[language] ? language : "en";
    const again = element("button", { class: "failure", dir: "auto", lang }, FAILURES[lang] ?? "");
    again.onclick = onToggle;
    return again;
  }

  return {
    nodes: [alert, button],
    button,
    /** `busy`: the panel's code is on its way. `failed`: it did not come, and the message stands until the next try. */
    show(open: boolean, busy: boolean, failed: boolean): void {
      button.setAttribute("aria-expanded", `${open}`);
      button.setAttribute("aria-busy", `${busy}`);
      alert.replaceChildren(...(failed ? [failure()] : []));
    },
    setLanguage(locale: string): void {
      language = locale.replace(/-.*/, "");
      button.setAttribute("aria-label", NAMES[language] ?? "Chat");
    },
  };
}
