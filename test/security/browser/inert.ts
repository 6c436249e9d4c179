import type { Page } from "playwright-core";

/** Watches a page for anything that words have no business doing, and looks at what they left behind. */

export type Watch = {
  /** Dialogs, requests beyond the allowed ones, console errors about policy, and what the page itself has seen. */
  trouble(): Promise<string[]>;
  /** Every address asked for, and every Referer sent. */
  readonly requests: string[];
};

/** Put into the page before anything of it runs. */
const ALARMS = `
  window.seen = [];
  window.pwned = () => window.seen.push("pwned");
  for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => { window.seen.push(name); };
  document.addEventListener("securitypolicyviolation", (event) =>
    window.seen.push("policy: " + event.effectiveDirective + " " + event.blockedURI + " " + event.sourceFile));
`;

/** Elements that words must never become, and the handlers that none may carry. */
const LEFT_BEHIND = `(() => {
  const found = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      const name = node.localName;
      if (["iframe", "object", "embed", "frame", "applet", "portal", "base", "math", "video", "audio", "marquee", "image", "foreignobject", "animate", "set", "isindex"].includes(name)) found.push("<" + name + ">");
      if (name === "script" && !(node.dataset || {}).own && !String(node.src || "").startsWith(location.origin) && !(window.own || []).some((origin) => String(node.src || "").startsWith(origin))) found.push("<script>");
      if ((name === "img" || name === "source") && !/^(data|blob):/.test(node.src || "")) found.push("<" + name + " " + node.src + ">");
      for (const { name: attribute, value } of node.attributes) {
        if (/^on/i.test(attribute)) found.push(name + " " + attribute);
        if (["href", "src", "action", "formaction", "xlink:href", "srcdoc", "ping", "background", "poster"].includes(attribute)) {
          // What is no address leads nowhere.
          if (!URL.canParse(value, location.href)) continue;
          const scheme = new URL(value, location.href).protocol;
          if (!["http:", "https:", "mailto:", "data:"].includes(scheme) || (scheme === "data:" && name !== "link")) found.push(name + " " + attribute + "=" + value);
          if (attribute === "ping" || attribute === "srcdoc") found.push(name + " " + attribute);
        }
        if (attribute === "style" && /url\\(/i.test(value)) found.push(name + " style=" + value);
      }
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(document);
  return found;
})()`;

export async function watch(page: Page, allowed: (url: URL) => boolean): Promise<Watch> {
  const requests: string[] = [];
  const trouble: string[] = [];
  page.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => void trouble.push(`popup: ${popup.url()}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    requests.push(`${request.url()} ${request.headers().referer ?? ""}`);
    if (!allowed(url)) trouble.push(`request: ${request.url()}`);
  });
  page.on("websocket", (socket) => void requests.push(socket.url()));
  page.on("framenavigated", (frame) => {
    requests.push(frame.url());
    if (frame !== page.mainFrame()) trouble.push(`frame: ${frame.url()}`);
  });
  await page.addInitScript(ALARMS);
  return {
    requests,
    async trouble() {
      const seen = await page.evaluate<string[]>("window.seen");
      const left = await page.evaluate<string[]>(LEFT_BEHIND);
      return [...trouble, ...seen, ...left];
    },
  };
}
