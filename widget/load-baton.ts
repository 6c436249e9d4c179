import type { Baton } from "./api.ts";
import type { Settings } from "./settings.ts";

export type { Baton, BatonEvents, BatonMethods } from "./api.ts";
export type { Settings } from "./settings.ts";

/** Settings of `loadBaton`: from npm there is no script tag that says where the server is. */
export type LoadSettings = Settings & { workspace: string; host: string };

let loading: Promise<Baton> | undefined;
let policy: UrlPolicy | undefined;

/**
 * Adds the widget's script to the page, unless it is there, and resolves to its API. Called again, it gives the same
 * API, updated with the new settings. Rejects when the script cannot be loaded, and where there is no page: it may be
 * imported on a server, and called in the browser. Then it may be called again.
 *
 * @example
 * const baton = await loadBaton({ host: "https://chat.example.com", workspace: "acme" });
 * baton.open();
 */
export async function loadBaton(settings: LoadSettings): Promise<Baton> {
  loading ??= addScript(settings).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  const baton = await loading;
  baton.boot(settings);
  return baton;
}

async function addScript({ host, nonce }: LoadSettings): Promise<Baton> {
  if (typeof document === "undefined")
    throw new Error("loadBaton needs a page: call it in the browser only.");
  if (isBaton(window.baton)) return window.baton;
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.async = true;
    if (nonce) script.nonce = nonce;
    script.onload = () => {
      const { baton } = window;
      if (isBaton(baton)) resolve(baton);
      else reject(new Error(`${script.src} is not the widget.`));
    };
    script.onerror = () => reject(new Error(`${script.src} could not be loaded.`));
    script.src = trusted(new URL("/widget.js", host).href);
    document.head.append(script);
  });
}

function isBaton(value: unknown): value is Baton {
  return typeof value === "function" && "boot" in value;
}

/** Where the page requires Trusted Types, the address goes through a policy named `baton-chat`. */
function trusted(url: string): string {
  policy ??= window.trustedTypes?.createPolicy("baton-chat", { createScriptURL: (given) => given });
  return policy?.createScriptURL(url) ?? url;
}

/** The part of Trusted Types that is used; a trusted URL passes wherever a string does. */
type UrlPolicy = { createScriptURL(url: string): string };
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: UrlPolicy): UrlPolicy };
  }
}
