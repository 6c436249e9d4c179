import { element } from "./dom.ts";
import { FAILURES, NAMES } from "./launcher-words.ts";

/** The round button, and the message that the chat could not be loaded. Plain DOM; the rest is the panel's. */
export function createLauncher(onToggle: () => void) {
  const button = element("button", { part: "launcher", "aria-haspopup": "dialog" });
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
      [language = ""] = locale.split("-");
      button.setAttribute("aria-label", NAMES[language] ?? "Chat");
    },
  };
}
