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

const HELD = { replyId: "r1", text: "It left yesterday." };

test("[C2] the AI's reply is changed beside the agent's own draft, and what they were writing comes back", () => {
  const drafts = new Drafts();
  drafts.write("a", "psst", "note");
  drafts.switchTo("a", "note");
  drafts.startEdit("a", HELD);
  drafts.write("a", "It left today.");
  expect(drafts.of("a").value).toMatchObject({ mode: "edit", note: "psst", reply: "", edit: { open: true } });
  drafts.stopEdit("a");
  expect(drafts.of("a").value.mode).toBe("note");
  drafts.startEdit("a", HELD);
  expect(drafts.of("a").value.edit?.text).toBe("It left today.");
  drafts.dropEdit("a");
  expect(drafts.of("a").value).toMatchObject({ mode: "note", note: "psst", edit: null });
});

test("[C3] a change that came too late is not lost to the next one", () => {
  const drafts = new Drafts();
  drafts.write("a", "my own");
  drafts.startEdit("a", HELD);
  drafts.write("a", "changed");
  drafts.startEdit("a", { replyId: "r2", text: "Another." });
  expect(drafts.of("a").value).toMatchObject({
    mode: "edit",
    reply: "my own\nchanged",
    edit: { text: "Another." },
  });
});

test("[C6] a draft of the AI goes behind what is written, once", () => {
  const drafts = new Drafts();
  drafts.addToReply("a", "AI's");
  drafts.addToReply("a", "AI's");
  expect(drafts.of("a").value.reply).toBe("AI's");
  drafts.write("b", "mine");
  drafts.addToReply("b", "AI's");
  expect(drafts.of("b").value).toMatchObject({ mode: "reply", reply: "mine\nAI's" });
});

test("[C3] a reload loses no change either", () => {
  new Drafts(sessionStorage, "e").startEdit("a", HELD);
  const { mode, edit } = new Drafts(sessionStorage, "e").of("a").value;
  expect([mode, edit]).toEqual(["edit", { ...HELD, from: "reply", open: true, notice: null }]);
});
