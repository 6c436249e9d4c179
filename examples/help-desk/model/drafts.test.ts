import { expect, test } from "vitest";
import { Drafts } from "./drafts.ts";

test("each conversation keeps its own reply and its own note", () => {
  const drafts = new Drafts();
  drafts.write("a", "to the customer");
  drafts.switchTo("a", "note");
  drafts.write("a", "[H17] for the team");
  drafts.write("b", "other");
  expect(drafts.of("a").value).toMatchObject({
    mode: "note",
    reply: "to the customer",
    note: "[H17] for the team",
  });
  expect(drafts.of("b").value.reply).toBe("other");
});

test("a reload loses no draft, and a storage that holds nonsense costs nothing else", () => {
  new Drafts(sessionStorage, "k").write("a", "half a sent");
  expect(new Drafts(sessionStorage, "k").of("a").value.reply).toBe("half a sent");
  sessionStorage.setItem("k", "{nonsense");
  expect(new Drafts(sessionStorage, "k").of("a").value.reply).toBe("");
});

test("a refused text comes back, before what has been written since, and says why", () => {
  const drafts = new Drafts();
  drafts.write("a", "second thought");
  drafts.giveBack("a", "reply", "first thought", () => "Not sent.");
  expect(drafts.of("a").value).toMatchObject({ reply: "first thought\nsecond thought" });
  expect(drafts.of("a").value.notice?.()).toBe("Not sent.");
  drafts.write("a", "first thought");
  expect(drafts.of("a").value.notice).toBeNull();
});
