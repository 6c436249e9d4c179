import { afterEach, expect, it, vi } from "vitest";
import { browserDraftStore } from "./draft-store.ts";

const drafts = browserDraftStore("baton:demo:draft");
afterEach(() => localStorage.clear());

it("a draft is read as it was written, lines and all", () => {
  drafts.write("Dear all,\n\nhalf a th", null);
  expect(drafts.read(null)).toBe("Dear all,\n\nhalf a th");
  drafts.write("", null);
  expect(drafts.read(null)).toBe("");
  expect(localStorage).toHaveLength(0);
});

it("[A11] what somebody has not finished is nothing for somebody else", () => {
  drafts.write("my card number is", "ann");
  expect(drafts.read("ann")).toBe("my card number is");
  expect(drafts.read("ben")).toBe("");
  expect(drafts.read(null)).toBe("");
});

it("who says who they are goes on writing", () => {
  drafts.write("half a th", null);
  expect(drafts.read("ann")).toBe("half a th");
});

it("other tabs hear of it", () => {
  const heard = vi.fn();
  const stop = drafts.watch(heard);
  dispatchEvent(new StorageEvent("storage", { key: "baton:demo:draft" }));
  expect(heard).toHaveBeenCalledTimes(1);
  stop();
});
