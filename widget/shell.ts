import { element, styleSheet } from "./dom.ts";
import css from "./launcher.css?inline";
import { directionOf } from "./locale.ts";
import type { Settings } from "./settings.ts";

/** `<baton-chat>` on the page: its open shadow root, where it stands, its language and colours. */
export function createShell(...nodes: Node[]) {
  // A page may load two copies of the script; what the element does is the same in both.
  if (!customElements.get("baton-chat")) customElements.define("baton-chat", BatonChat);
  const host = document.createElement("baton-chat");
  const shadow = host.attachShadow({ mode: "open" });
  const root = element("div", { class: "root" }, ...nodes);
  const placing = styleSheet("");
  shadow.adoptedStyleSheets = [styleSheet(css), placing];
  shadow.append(root);
  document.body.append(host);

  return {
    host,
    shadow,
    root,
    place({ offset = 16, zIndex = 2147483000, position = "end", colorScheme = "auto" }: Settings): void {
      // A number that is none would void its declaration; so would anything but a number, on purpose.
      placing.replaceSync(`:host{z-index:${+zIndex}!important}.root{--offset:${+offset}px}`);
      root.dataset.position = position;
      root.dataset.scheme = colorScheme;
    },
    remove(): void {
      shadow.replaceChildren();
      host.remove();
    },
    setLanguage(locale: string): void {
      for (const node of [host, root]) {
        node.lang = locale;
        node.dir = directionOf(locale);
      }
    },
  };
}

/** A router that replaces the body takes the element along: it comes back, unless it was emptied by `remove`. */
class BatonChat extends HTMLElement {
  disconnectedCallback(): void {
    // Later, for a loop that empties the body would never come to its end.
    setTimeout(() => {
      if (!this.isConnected && this.shadowRoot?.firstChild) document.body.append(this);
    });
  }
}
