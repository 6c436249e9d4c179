import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** happy-dom fetches no scripts, which is as well: these tests are the network. */

const settings = { host: "https://chat.example.com", workspace: "demo" };
const boot = vi.fn();

let added: HTMLScriptElement[];
let loadBaton: typeof import("./load-baton.ts").loadBaton;

beforeEach(async () => {
  added = [];
  vi.spyOn(document.head, "append").mockImplementation((...nodes) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement) added.push(node);
  });
  vi.resetModules();
  ({ loadBaton } = await import("./load-baton.ts"));
});
afterEach(() => {
  delete window.baton;
  vi.restoreAllMocks();
  boot.mockReset();
});

function arrive(): void {
  window.baton = Object.assign(() => {}, { boot });
  added.at(-1)?.dispatchEvent(new Event("load"));
}

describe("loadBaton", () => {
  it("adds the script of that server and resolves to its API, booted", async () => {
    const loading = loadBaton({ ...settings, nonce: "n1" });
    expect(added.map(({ src, async, nonce }) => [src, async, nonce])).toEqual([
      ["https://chat.example.com/widget.js", true, "n1"],
    ]);
    arrive();
    expect(await loading).toBe(window.baton);
    expect(boot).toHaveBeenCalledWith({ ...settings, nonce: "n1" });
  });

  it("adds it once, however often it is called", async () => {
    const both = Promise.all([loadBaton(settings), loadBaton({ ...settings, locale: "de" })]);
    arrive();
    const [one, other] = await both;
    expect(one).toBe(other);
    expect(added).toHaveLength(1);
    expect(boot.mock.calls).toEqual([[settings], [{ ...settings, locale: "de" }]]);
  });

  it("rejects when the script does not load, and can be called again", async () => {
    const failing = loadBaton(settings);
    added[0]?.dispatchEvent(new Event("error"));
    await expect(failing).rejects.toThrow("https://chat.example.com/widget.js could not be loaded.");
    const again = loadBaton(settings);
    arrive();
    await expect(again).resolves.toBe(window.baton);
  });

  it("takes the widget that the page has already", async () => {
    window.baton = Object.assign(() => {}, { boot });
    await expect(loadBaton(settings)).resolves.toBe(window.baton);
    expect(added).toEqual([]);
    expect(boot).toHaveBeenCalledWith(settings);
  });

  it("hands what was queued before to the script, and does not take the stub for the widget", async () => {
    window.baton = { q: [["open"]] };
    const loading = loadBaton(settings);
    expect(added).toHaveLength(1);
    added[0]?.dispatchEvent(new Event("load"));
    await expect(loading).rejects.toThrow("https://chat.example.com/widget.js is not the widget.");
  });

  it("asks for its address by one policy, where the page requires Trusted Types", async () => {
    const createPolicy = vi.fn((_name: string, rules: { createScriptURL(url: string): string }) => rules);
    vi.stubGlobal("trustedTypes", { createPolicy });
    const failing = loadBaton(settings);
    added[0]?.dispatchEvent(new Event("error"));
    await expect(failing).rejects.toThrow();
    const again = loadBaton(settings);
    arrive();
    await again;
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(["baton-chat"]);
    expect(added.map(({ src }) => src)).toEqual(Array(2).fill("https://chat.example.com/widget.js"));
    vi.unstubAllGlobals();
  });
});
