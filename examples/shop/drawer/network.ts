import { type ReadonlySignal, signal } from "@preact/signals";

/** The page's way to the network, with a switch in it. */
export type Network = {
  isOn: ReadonlySignal<boolean>;
  turn(on: boolean): void;
  /** Past the switch: for who is not on this page, such as the demo's agents. */
  direct: { fetch: typeof fetch; WebSocket: typeof WebSocket };
};

/**
 * Puts a switch before everything on this page that asks for `fetch`, `WebSocket` or `XMLHttpRequest` from now on.
 * Off, connections break, requests fail, and the browser says that it is offline.
 */
export function switchNetwork(): Network {
  const isOn = signal(true);
  const { fetch, WebSocket, XMLHttpRequest } = window;
  const open = new Set<WebSocket>();

  window.fetch = (...request) =>
    isOn.value ? fetch(...request) : Promise.reject(new TypeError("The network is off."));

  window.WebSocket = class extends WebSocket {
    constructor(...to: ConstructorParameters<typeof WebSocket>) {
      super(...to);
      open.add(this);
      this.addEventListener("close", () => open.delete(this));
      // Closed before it has opened, it fails, as it would.
      if (!isOn.value) this.close();
    }
  };

  window.XMLHttpRequest = class extends XMLHttpRequest {
    override send(...body: Parameters<XMLHttpRequest["send"]>): void {
      if (isOn.value) super.send(...body);
      else queueMicrotask(() => this.dispatchEvent(new ProgressEvent("loadend")));
    }
  };

  Object.defineProperty(navigator, "onLine", { get: () => isOn.value, configurable: true });

  return {
    isOn,
    turn(on) {
      if (on === isOn.value) return;
      isOn.value = on;
      if (!on) for (const socket of open) socket.close();
      dispatchEvent(new Event(on ? "online" : "offline"));
    },
    direct: { fetch: (...request) => fetch(...request), WebSocket },
  };
}
