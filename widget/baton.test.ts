import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBaton } from "./baton.ts";
import type { Panel, PanelHost, PanelModule } from "./panel-api.ts";
import { fromAttributes, type Settings } from "./settings.ts";

/** The loader without its script tag: what is on the page before the panel, and what loads the panel. */

let calls: unknown[][];
let host: PanelHost | undefined;
/** What the panel was last told. */
let given: Settings | undefined;
const importPanel = vi.fn<(attempt: number) => Promise<PanelModule>>();

function fakePanel(): Panel {
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      void calls.push([name, ...args]);
  let isOpen = false;
  return {
    setOpen(open) {
      if (open === isOpen) return;
      isOpen = open;
      calls.push(["setOpen", open]);
      host?.emit(open ? "open" : "close", undefined);
    },
    update(settings) {
      given = settings;
    },
    prefill: record("prefill"),
    logout: record("logout"),
    destroy: record("destroy"),
  };
}

const module: PanelModule = {
  createPanel: async (panelHost) => {
    host = panelHost;
    return fakePanel();
  },
};

const make = () => createBaton("https://chat.example.com", importPanel);
const element = () => document.querySelector("baton-chat");
const part = (name: string) => element()?.shadowRoot?.querySelector<HTMLElement>(`[part="${name}"]`) ?? null;
const failure = () => element()?.shadowRoot?.querySelector<HTMLElement>(".failure") ?? null;
const launcher = () => {
  const found = part("launcher");
  if (!found) throw new Error("There is no launcher.");
  return found;
};

let baton: ReturnType<typeof make>;
beforeEach(() => {
  [calls, host, given] = [[], undefined, undefined];
  importPanel.mockReset().mockResolvedValue(module);
  localStorage.clear();
  document.documentElement.lang = "en";
  // At once, for these tests: that it is idle is the browser's business.
  vi.stubGlobal("requestIdleCallback", (run: () => void) => run());
  baton = make();
});
afterEach(() => {
  baton.shutdown();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("before the visitor wants it", () => {
  it("there is a launcher in an open shadow root, and no request and no storage", () => {
    const read = vi.spyOn(Storage.prototype, "setItem");
    baton.boot({ workspace: "demo" });
    expect(element()?.shadowRoot?.mode).toBe("open");
    expect(launcher().getAttribute("aria-label")).toBe("Chat");
    expect(importPanel).not.toHaveBeenCalled();
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it("it speaks the page's language, or the one that it is told", () => {
    document.documentElement.lang = "ar-EG";
    baton.boot({ workspace: "demo" });
    expect(launcher().getAttribute("aria-label")).toBe("المحادثة");
    expect(element()).toMatchObject({ lang: "ar-EG", dir: "rtl" });
    baton.setLocale("de");
    expect(launcher().getAttribute("aria-label")).toBe("Chat");
    expect(element()).toMatchObject({ lang: "de", dir: "ltr" });
  });

  it.each([
    ["a session is kept", "baton:demo", {}, 1],
    ["a session of another workspace is kept", "baton:other", {}, 0],
    ["the page asks for it", "nothing", { loadOn: "now" }, 1],
    ["the page asks for it at idle", "nothing", { loadOn: "idle" }, 1],
    ["the visitor has not consented", "baton:demo", { consent: "required" }, 0],
    ["the visitor has not consented, whatever the page asks", "n", { consent: "required", loadOn: "now" }, 0],
  ] as const)("the panel's code comes or not, when %s", (_, key, settings, times) => {
    localStorage.setItem(key, "a key");
    baton.boot({ workspace: "demo", ...settings });
    expect(importPanel).toHaveBeenCalledTimes(times);
  });

  it.each([{ loadOn: "now" }, { loadOn: "idle" }, {}] as const)(
    "nothing comes by itself for who saves data, with %j",
    (settings) => {
      localStorage.setItem("baton:demo", "a key");
      vi.stubGlobal("navigator", { languages: ["en"], connection: { saveData: true } });
      baton.boot({ workspace: "demo", ...settings });
      expect(importPanel).not.toHaveBeenCalled();
      baton.open();
      expect(importPanel).toHaveBeenCalledTimes(1);
    },
  );

  it("storage, slow to answer the first who asks, is asked once the page is idle, and not for a widget that is gone", () => {
    const idle: (() => void)[] = [];
    vi.stubGlobal("requestIdleCallback", (run: () => void) => idle.push(run));
    const read = vi.spyOn(Storage.prototype, "getItem");
    const listen = vi.spyOn(globalThis, "addEventListener");
    localStorage.setItem("baton:demo", "a key");
    baton.boot({ workspace: "demo" });
    expect(read).not.toHaveBeenCalled();
    expect(listen).not.toHaveBeenCalled();
    for (const run of idle.splice(0)) run();
    expect(importPanel).toHaveBeenCalledTimes(1);
    const other = make();
    other.boot({ workspace: "demo" });
    other.shutdown();
    read.mockClear();
    listen.mockClear();
    for (const run of idle.splice(0)) run();
    expect(importPanel).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
    expect(listen).not.toHaveBeenCalled();
    read.mockRestore();
    listen.mockRestore();
  });

  it("storage is not even looked at without consent, whatever other tabs write", () => {
    const read = vi.spyOn(Storage.prototype, "getItem");
    baton.boot({ workspace: "demo", consent: "required", loadOn: "now" });
    dispatchEvent(new StorageEvent("storage", { key: "baton:demo", newValue: "a key" }));
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it("consent that is given later brings a kept conversation back, or what the page asked for", () => {
    localStorage.setItem("baton:demo", "a key");
    baton.boot({ workspace: "demo", consent: "required" });
    baton.update({ consent: "granted" });
    expect(importPanel).toHaveBeenCalledTimes(1);
    const other = make();
    other.boot({ workspace: "other", consent: "required", loadOn: "now" });
    other.update({ consent: "granted" });
    expect(importPanel).toHaveBeenCalledTimes(2);
    other.shutdown();
  });

  it("a conversation that another tab starts is followed", () => {
    baton.boot({ workspace: "demo" });
    localStorage.setItem("baton:demo", "a key");
    dispatchEvent(new StorageEvent("storage", { key: "baton:demo", newValue: "a key" }));
    expect(importPanel).toHaveBeenCalledTimes(1);
  });
});

describe("every setting", () => {
  const root = () => element()?.shadowRoot?.querySelector<HTMLElement>(".root");
  const rules = () =>
    [...(element()?.shadowRoot?.adoptedStyleSheets ?? [])].flatMap((sheet) =>
      [...sheet.cssRules].map((rule) => rule.cssText.replace(/\s/g, "")),
    );
  const said: [attribute: Record<string, string>, called: Settings, check: () => void][] = [
    [{ colorScheme: "dark" }, { colorScheme: "dark" }, () => expect(root()?.dataset.scheme).toBe("dark")],
    [{ position: "start" }, { position: "start" }, () => expect(root()?.dataset.position).toBe("start")],
    [
      { offset: "24" },
      { offset: 24 },
      () => expect(rules()).toContainEqual(expect.stringContaining("--offset:24px")),
    ],
    [
      { zIndex: "7" },
      { zIndex: 7 },
      () => expect(rules()).toContainEqual(expect.stringContaining("z-index:7!important")),
    ],
    [{ launcher: "none" }, { launcher: "none" }, () => expect(launcher().hidden).toBe(true)],
    [{ locale: "fa" }, { locale: "fa" }, () => expect(element()).toMatchObject({ lang: "fa", dir: "rtl" })],
    [{ loadOn: "now" }, { loadOn: "now" }, () => expect(importPanel).toHaveBeenCalled()],
  ];

  it.each(said)("%j does the same as an attribute, at boot and as an update", (attribute, called, check) => {
    const boots: (() => void)[] = [
      () => baton.boot(fromAttributes({ workspace: "demo", ...attribute })),
      () => baton.boot({ workspace: "demo", ...called }),
      () => {
        baton.boot({ workspace: "demo" });
        baton.update(called);
      },
    ];
    for (const boot of boots) {
      baton = make();
      boot();
      check();
      baton.shutdown();
      importPanel.mockClear();
    }
  });

  it("that the panel needs reaches it, at its birth and later, whole", async () => {
    baton.boot({ workspace: "demo", identity: "a token", questions: "One?|Two?", loadOn: "now" });
    await vi.waitFor(() => expect(given).toMatchObject({ identity: "a token", questions: "One?|Two?" }));
    expect(host?.settings).toMatchObject({ identity: "a token" });
    baton.update({ locale: "de" });
    expect(given).toMatchObject({ identity: "a token", locale: "de" });
    baton.identify("another");
    expect(given).toMatchObject({ identity: "another" });
    baton.logout();
    expect(given?.identity).toBeUndefined();
  });

  it("goes back to its default when it is undefined", () => {
    baton.boot({ workspace: "demo", colorScheme: "dark", launcher: "none" });
    baton.update({ colorScheme: undefined, launcher: undefined });
    expect(root()?.dataset.scheme).not.toBe("dark");
    expect(launcher().hidden).toBe(false);
  });

  it("that is no number cannot say anything else in its place", () => {
    baton.boot(fromAttributes({ workspace: "demo", offset: "0}*{display:none", zIndex: "red;}" }));
    expect(rules().join()).not.toMatch(/display:none.*display:none.*display:none|red/);
  });

  it("waits for the boot that names a workspace", () => {
    baton.update({ colorScheme: "dark" });
    expect(element()).toBeNull();
    baton.boot({ workspace: "demo" });
    expect(root()?.dataset.scheme).toBe("dark");
  });
});

describe("opening", () => {
  it("loads the panel once, shows that it is busy, and then opens", async () => {
    baton.boot({ workspace: "demo" });
    const opened = vi.fn();
    baton.on("open", opened);
    launcher().click();
    expect(launcher().getAttribute("aria-busy")).toBe("true");
    await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(1));
    expect(launcher().getAttribute("aria-busy")).toBe("false");
    expect(launcher().getAttribute("aria-expanded")).toBe("true");
    baton.close();
    baton.open();
    await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(2));
    expect(importPanel).toHaveBeenCalledTimes(1);
    expect(calls).toEqual([
      ["setOpen", true],
      ["setOpen", false],
      ["setOpen", true],
    ]);
  });

  it("is called off by a second click while it loads", async () => {
    baton.boot({ workspace: "demo" });
    launcher().click();
    launcher().click();
    expect(launcher().getAttribute("aria-busy")).toBe("false");
    await vi.waitFor(() => expect(host).toBeDefined());
    await Promise.resolve();
    expect(calls).toEqual([]);
  });

  it("that fails says so, and can be tried again", async () => {
    importPanel.mockRejectedValueOnce(new Error("offline"));
    baton.boot({ workspace: "demo" });
    const error = vi.fn();
    baton.on("error", error);
    launcher().click();
    await vi.waitFor(() => expect(failure()?.textContent).toBe("Chat could not be loaded. Try again"));
    expect(error).toHaveBeenCalledWith({ code: "load_failed", message: "Error: offline" });
    failure()?.click();
    await vi.waitFor(() => expect(calls).toEqual([["setOpen", true]]));
    expect(failure()).toBeNull();
    // Another URL of the same file: the first one stays failed.
    expect(importPanel.mock.calls).toEqual([[0], [1]]);
  });

  it("gives the panel what the page has said before", async () => {
    baton.boot({ workspace: "demo", host: "https://other.example.com/path" });
    baton.prefill("About my order");
    baton.open();
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(host).toMatchObject({ workspace: "demo", origin: "https://other.example.com" });
    expect(calls[0]).toEqual(["prefill", "About my order"]);
  });

  it("that fails in a language without words for it says so in English, and says that too", async () => {
    importPanel.mockRejectedValueOnce(new Error("offline"));
    baton.boot({ workspace: "demo", locale: "pl" });
    baton.open();
    await vi.waitFor(() => expect(failure()?.textContent).toBe("Chat could not be loaded. Try again"));
    expect(failure()?.lang).toBe("en");
  });

  it("that fails after it was called off is nobody's concern", async () => {
    importPanel.mockRejectedValueOnce(new Error("offline"));
    baton.boot({ workspace: "demo" });
    const error = vi.fn();
    baton.on("error", error);
    baton.open();
    baton.close();
    await vi.waitFor(() => expect(error).toHaveBeenCalled());
    expect(failure()).toBeNull();
  });

  it("gives the panel the page's `fetch` as it was, whatever the page makes of it later", async () => {
    const { fetch } = window;
    baton.boot({ workspace: "demo" });
    vi.stubGlobal("fetch", () => Promise.reject(new Error("replaced")));
    baton.open();
    await vi.waitFor(() => expect(host).toBeDefined());
    expect(host?.fetch).toBe(fetch);
  });

  it("the panel can open and close the chat itself", async () => {
    baton.boot({ workspace: "demo", loadOn: "now" });
    await vi.waitFor(() => expect(host).toBeDefined());
    host?.setOpen(true);
    await vi.waitFor(() => expect(calls).toEqual([["setOpen", true]]));
    expect(launcher().getAttribute("aria-expanded")).toBe("true");
    host?.setOpen(false);
    expect(launcher().getAttribute("aria-expanded")).toBe("false");
  });
});

describe("the API", () => {
  it("can be called by name, as the queueing stub does", () => {
    baton("boot", { workspace: "demo" });
    expect(element()).not.toBeNull();
    baton("hide");
    expect(element()).toMatchObject({ hidden: true });
    baton("show");
    expect(element()).toMatchObject({ hidden: false });
  });

  it("tells `ready` also to those who ask late, and stops when told to", async () => {
    baton.boot({ workspace: "demo" });
    const ready = vi.fn();
    baton.on("ready", ready);
    await vi.waitFor(() => expect(ready).toHaveBeenCalledTimes(1));
    const open = vi.fn();
    baton.on("open", open)();
    baton.open();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(open).not.toHaveBeenCalled();
  });

  it("shutdown leaves nothing, and boot starts over", async () => {
    baton.boot({ workspace: "demo" });
    baton.open();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    baton.shutdown();
    expect(element()).toBeNull();
    expect(calls.at(-1)).toEqual(["destroy"]);
    dispatchEvent(new StorageEvent("storage", { key: "baton:demo", newValue: "a key" }));
    expect(importPanel).toHaveBeenCalledTimes(1);
    baton.boot();
    expect(launcher().getAttribute("aria-expanded")).toBe("false");
  });

  it("shutdown while the panel loads leaves nothing either", async () => {
    baton.boot({ workspace: "demo" });
    baton.open();
    baton.shutdown();
    await vi.waitFor(() => expect(calls).toEqual([["destroy"]]));
    expect(element()).toBeNull();
  });

  it("[A11] logout wipes what was kept, even where the panel was never loaded", () => {
    localStorage.setItem("baton:demo", "a key");
    localStorage.setItem("baton:demo:dismissed", "[]");
    localStorage.setItem("baton:demo-2", "a key");
    baton.boot({ workspace: "demo", consent: "required" });
    baton.logout();
    expect(Object.keys(localStorage)).toEqual(["baton:demo-2"]);
  });

  it("[A11] logout fetches the panel where a session is kept: the server is to end it", async () => {
    baton.boot({ workspace: "demo", consent: "required" });
    baton.logout();
    expect(importPanel).not.toHaveBeenCalled();
    localStorage.setItem("baton:demo", "a-key ann");
    baton.logout();
    await vi.waitFor(() => expect(calls).toContainEqual(["logout", "a-key ann"]));
    expect(localStorage.length).toBe(0);
  });

  it("[A11] logout ends the session once there is a network, also of a widget that is gone by then", async () => {
    importPanel.mockRejectedValueOnce(new Error("offline"));
    baton.boot({ workspace: "demo", consent: "required" });
    localStorage.setItem("baton:demo", "a-key ann");
    baton.logout();
    baton.shutdown();
    await vi.waitFor(() => {
      dispatchEvent(new Event("online"));
      expect(calls).toEqual([["logout", "a-key ann"], ["destroy"]]);
    });
  });

  it("toggle opens and closes", () => {
    baton.boot({ workspace: "demo" });
    baton.toggle();
    expect(launcher().getAttribute("aria-expanded")).toBe("true");
    baton.toggle();
    expect(launcher().getAttribute("aria-expanded")).toBe("false");
  });

  it("calls before boot, and after shutdown, do nothing and break nothing", () => {
    for (const name of ["open", "close", "toggle", "show", "hide", "shutdown", "logout"] as const)
      baton(name);
    baton.boot({ workspace: "demo" });
    baton.shutdown();
    for (const name of ["open", "close", "toggle", "show", "hide", "shutdown", "logout"] as const)
      baton(name);
    baton.prefill("Hello");
    expect(element()).toBeNull();
    expect(importPanel).not.toHaveBeenCalled();
  });

  it.each([{ workspace: "other" }, { host: "https://other.example.com" }])("%j starts over", (other) => {
    baton.boot({ workspace: "demo" });
    const first = element();
    baton.update(other);
    expect(first?.isConnected).toBe(false);
    expect(document.querySelectorAll("baton-chat")).toHaveLength(1);
  });

  it("reports a wrong name and goes on", () => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    Reflect.apply(baton, null, ["opne"]);
    expect(error).toHaveBeenCalledWith("No such method", "opne");
    error.mockRestore();
  });
});

describe("on a page that is taken apart", () => {
  it("comes back when a router replaces the body, open as it was", async () => {
    baton.boot({ workspace: "demo" });
    baton.open();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const before = element();
    document.documentElement.replaceChild(document.createElement("body"), document.body);
    expect(element()).toBeNull();
    await vi.waitFor(() => expect(element()).toBe(before));
    expect(launcher().getAttribute("aria-expanded")).toBe("true");
    expect(calls).toEqual([["setOpen", true]]);
  });

  it("comes back when it is removed while the panel loads", async () => {
    baton.boot({ workspace: "demo" });
    baton.open();
    element()?.remove();
    await vi.waitFor(() => expect(element()).not.toBeNull());
    await vi.waitFor(() => expect(calls).toEqual([["setOpen", true]]));
  });

  it("does not come back after shutdown", () => {
    vi.useFakeTimers();
    baton.boot({ workspace: "demo" });
    baton.shutdown();
    vi.runAllTimers();
    expect(element()).toBeNull();
  });
});
