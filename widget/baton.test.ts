import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBaton } from "./baton.ts";
import type { Panel, PanelHost, PanelModule } from "./panel-api.ts";

/** The loader without its script tag: what is on the page before the panel, and what loads the panel. */

let calls: unknown[][];
let host: PanelHost | undefined;
const importPanel = vi.fn<(attempt: number) => Promise<PanelModule>>();

function fakePanel(): Panel {
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      void calls.push([name, ...args]);
  return {
    setOpen: record("setOpen"),
    update: () => {},
    prefill: record("prefill"),
    logout: record("logout"),
    destroy: record("destroy"),
  };
}

const module: PanelModule = {
  createPanel: async (given) => {
    host = given;
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
  [calls, host] = [[], undefined];
  importPanel.mockReset().mockResolvedValue(module);
  localStorage.clear();
  document.documentElement.lang = "en";
  // At once, for these tests: that it is idle is the browser's business.
  vi.stubGlobal("requestIdleCallback", (run: () => void) => run());
  baton = make();
});
afterEach(() => {
  baton.shutdown();
  vi.unstubAllGlobals();
});

describe("before the visitor wants it", () => {
  it("there is a launcher in an open shadow root, and no request and no storage", () => {
    const read = vi.spyOn(Storage.prototype, "setItem");
    baton.boot({ workspace: "demo" });
    expect(element()?.shadowRoot?.mode).toBe("open");
    expect(launcher().getAttribute("aria-label")).toBe("Open chat");
    expect(importPanel).not.toHaveBeenCalled();
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it("it speaks the page's language, or the one that it is told", () => {
    document.documentElement.lang = "ar-EG";
    baton.boot({ workspace: "demo" });
    expect(launcher().getAttribute("aria-label")).toBe("فتح المحادثة");
    expect(element()).toMatchObject({ lang: "ar", dir: "rtl" });
    baton.setLocale("de");
    expect(launcher().getAttribute("aria-label")).toBe("Chat öffnen");
    expect(element()).toMatchObject({ lang: "de", dir: "ltr" });
  });

  it.each([
    ["a session is kept", "baton:demo", {}, 1],
    ["a session of another workspace is kept", "baton:other", {}, 0],
    ["the visitor has not consented", "baton:demo", { consent: "required" }, 0],
    ["the page asks for it", "nothing", { loadOn: "now" }, 1],
  ] as const)("the panel's code comes or not, when %s", (_, key, settings, times) => {
    localStorage.setItem(key, "a key");
    baton.boot({ workspace: "demo", ...settings });
    expect(importPanel).toHaveBeenCalledTimes(times);
  });

  it("consent that is given later brings a kept conversation back", () => {
    localStorage.setItem("baton:demo", "a key");
    baton.boot({ workspace: "demo", consent: "required" });
    baton.update({ consent: "granted" });
    expect(importPanel).toHaveBeenCalledTimes(1);
  });

  it("a conversation that another tab starts is followed", () => {
    baton.boot({ workspace: "demo" });
    dispatchEvent(new StorageEvent("storage", { key: "baton:demo", newValue: "a key" }));
    expect(importPanel).toHaveBeenCalledTimes(1);
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

  it("shows what the panel tells the launcher: its words and the badge", async () => {
    baton.boot({ workspace: "demo", loadOn: "now" });
    await vi.waitFor(() => expect(host).toBeDefined());
    host?.setLauncher("Open chat, 2 new messages", "Failed", "2");
    expect(part("badge")?.textContent).toBe("2");
    expect(launcher().getAttribute("aria-label")).toBe("Open chat, 2 new messages");
    host?.setLauncher("Open chat", "Failed", null);
    expect(part("badge")).toBeNull();
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

  it("[A11] logout wipes the session even where the panel was never loaded", () => {
    localStorage.setItem("baton:demo", "a key");
    baton.boot({ workspace: "demo", consent: "required" });
    baton.logout();
    expect(localStorage.getItem("baton:demo")).toBeNull();
  });

  it("another workspace starts over", () => {
    baton.boot({ workspace: "demo" });
    const first = element();
    baton.update({ workspace: "other" });
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
