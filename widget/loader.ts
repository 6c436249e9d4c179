import type { Baton } from "./api.ts";
import { createBaton } from "./baton.ts";
import type { PanelModule } from "./panel-api.ts";
import { fromAttributes } from "./settings.ts";

/** Entry of `widget.js`: finds its own script tag, takes over the stub and its queue, and boots. */

declare global {
  interface Window {
    baton?: Partial<Baton> & { q?: Iterable<ArrayLike<unknown>> | { push(call: ArrayLike<unknown>): void } };
  }
}

// Only while the script first runs does the document know which one it is.
const script = document.currentScript;

function start(): void {
  const stub = window.baton;
  // A second copy of the script leaves the first one in charge.
  if (!(script instanceof HTMLScriptElement) || stub?.boot) return;

  const importPanel = (attempt: number): Promise<PanelModule> => {
    const url = new URL(__PANEL_URL__, script.src);
    // A module that failed to load stays failed under its URL; the fragment makes another one, of the same file.
    if (attempt > 0) url.hash = `${attempt}`;
    return import(/* @vite-ignore */ url.href);
  };
  const baton = createBaton(new URL(script.src).origin, importPanel);
  const run = (call: ArrayLike<unknown>): void => Reflect.apply(baton, null, call);
  // Whoever kept the stub goes on through its queue.
  window.baton = Object.assign(baton, { q: { push: run } });
  baton.boot(fromAttributes(script.dataset));
  if (Array.isArray(stub?.q)) stub.q.forEach(run);
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start, { once: true });
