import type { HttpRequest, HttpResponse, Ports, Socket } from "./ports.ts";

/** A `WebSocket` constructor: the browser's own, or that of `ws` in Node 20. */
export type WebSocketClass = new (url: string) => Socket;
/** A `fetch` function: the global one has this form. */
export type Fetch = (url: string, init: HttpRequest & { credentials: "omit" }) => Promise<HttpResponse>;

/**
 * The ports of a browser or of Node ≥ 20, from the globals.
 *
 * @param options.WebSocket Default: the global one, which Node has from version 22 on.
 * @throws TypeError when there is no WebSocket to be had.
 */
export function browserPorts(
  options: { WebSocket?: WebSocketClass | undefined; fetch?: Fetch | undefined } = {},
): Ports {
  const SocketClass: WebSocketClass | undefined = options.WebSocket ?? globalThis.WebSocket;
  if (!SocketClass) throw new TypeError("There is no global WebSocket here: pass one as `WebSocket`.");
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  return {
    openSocket: (url) => new SocketClass(url),
    // Tokens travel in the body or the Authorization header; cookies have no part in this.
    fetch: (url, request) => fetch(url, { ...request, credentials: "omit" }),
    now: () => Date.now(),
    setTimer: (ms, fn) => {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    newId: () => randomText(15),
    newKey: () => randomText(32),
    onWake,
  };
}

/** `crypto.randomUUID` would be shorter, but exists only on secure pages. */
function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function onWake(fn: () => void): () => void {
  const { document, window } = globalThis;
  if (!document || !window) return () => {};
  const ifVisible = () => {
    if (document.visibilityState === "visible") fn();
  };
  window.addEventListener("online", fn);
  document.addEventListener("visibilitychange", ifVisible);
  return () => {
    window.removeEventListener("online", fn);
    document.removeEventListener("visibilitychange", ifVisible);
  };
}
