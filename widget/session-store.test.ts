import { afterEach, describe, expect, it, vi } from "vitest";
import { browserSessionStore, subjectOf } from "./session-store.ts";

const store = browserSessionStore("demo");
afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

describe("the kept session", () => {
  it.each([
    { session: "k-e_y", subject: null },
    { session: "k-e_y", subject: "customer 7" },
  ])("is read as it was written: %j", (stored) => {
    store.write(stored);
    expect(store.read()).toEqual(stored);
    store.write(null);
    expect(store.read()).toBeNull();
    expect(localStorage).toHaveLength(0);
  });

  it("is told to other tabs, and only of this workspace", () => {
    const heard = vi.fn();
    const stop = store.watch(heard);
    dispatchEvent(new StorageEvent("storage", { key: "baton:other" }));
    expect(heard).not.toHaveBeenCalled();
    localStorage.setItem("baton:demo", "theirs");
    dispatchEvent(new StorageEvent("storage", { key: "baton:demo" }));
    expect(heard).toHaveBeenLastCalledWith({ session: "theirs", subject: null });
    localStorage.clear();
    dispatchEvent(new StorageEvent("storage", { key: null }));
    expect(heard).toHaveBeenLastCalledWith(null);
    stop();
    dispatchEvent(new StorageEvent("storage", { key: null }));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it("is none where storage is closed to us", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied");
    });
    expect(store.read()).toBeNull();
  });
});

describe("whom a token names", () => {
  it.each([
    [`h.${btoa(JSON.stringify({ sub: "ann" }))}.s`, "ann"],
    [`h.${btoa(JSON.stringify({ name: "Ann" }))}.s`, null],
    ["h.%%%.s", null],
    ["nonsense", null],
    [undefined, null],
  ])("%s", (token, subject) => {
    expect(subjectOf(token)).toBe(subject);
  });
});
