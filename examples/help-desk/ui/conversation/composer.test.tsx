import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView } from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

async function open(view = aView()) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("composer").length).toBe(1);
  return { room, desk, console };
}

function field(): HTMLTextAreaElement {
  const composer = part("composer");
  if (!(composer instanceof HTMLTextAreaElement)) throw new Error("the composer is no text field");
  return composer;
}

const write = (text: string) => fireEvent.input(field(), { target: { value: text } });

test("[H10] into a conversation that nobody has, one may write, and is told what that does", async () => {
  const { room } = await open();
  expect(part("composer-hint").textContent).toBe("Your reply takes this conversation over.");
  write("Hello, this is Ann.");
  fireEvent.click(part("send"));
  await expect.poll(() => room.calls).toContain("send Hello, this is Ann.");
  await expect.poll(() => field().value).toBe("");
});

test("Enter sends, Shift + Enter and a word being composed do not", async () => {
  const { room } = await open(anOwnedView());
  write("Hi");
  fireEvent.keyDown(field(), { key: "Enter", shiftKey: true });
  fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
  expect(room.calls.filter((call) => call.startsWith("send"))).toEqual([]);
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(room.calls).toContain("send Hi");
});

test("[H17] a note is never a reply: each has its own draft, and goes its own way", async () => {
  const { room } = await open(anOwnedView());
  write("to the customer");
  fireEvent.click(part("mode-note").querySelector("input") ?? part("mode-note"));
  await expect.poll(() => field().value).toBe("");
  write("for the team");
  fireEvent.keyDown(field(), { key: "Enter" });
  fireEvent.click(part("mode-reply").querySelector("input") ?? part("mode-reply"));
  await expect.poll(() => field().value).toBe("to the customer");
  expect(room.calls.filter((call) => !call.startsWith("typing"))).toEqual(["note for the team"]);
});

test("[H10] a refused reply comes back with the reason, and nothing is sent by itself", async () => {
  const { room } = await open(anOwnedView());
  room.refuse("send", "stale_epoch");
  write("One moment, please.");
  fireEvent.keyDown(field(), { key: "Enter" });
  await expect.poll(() => field().value).toBe("One moment, please.");
  expect(part("composer-notice").textContent).toMatch(/^Not sent\. .*Your text is back here\.$/u);
  expect(room.calls.filter((call) => call.startsWith("send"))).toHaveLength(1);
});

test("a draft waits while another conversation is open", async () => {
  const { desk, console } = await open();
  desk.add(aView({ id: "demo:2" }));
  write("half a sent");
  console.show("demo:2");
  await expect.poll(() => field().value).toBe("");
  console.show("demo:1");
  await expect.poll(() => field().value).toBe("half a sent");
});

test.each([
  ["ended", aView({ state: "closed", can: [] }), "This conversation has ended."],
  ["not for this role", aView({ can: [] }), "Your role can't reply here."],
])("[H9] where the room takes no reply, the composer says why: %s", async (_case, view, reason) => {
  await open(view);
  expect(field().disabled).toBe(true);
  expect(part("composer-hint").textContent).toBe(reason);
});

test("a text longer than the room takes is not sent", async () => {
  await open(anOwnedView());
  write("x".repeat(5_003));
  await expect.poll(() => part("composer-hint").textContent).toBe("3 characters too long.");
  expect(part("send").matches(":disabled")).toBe(true);
});

test("the owner's keys are told to the customer while a reply is written, never a note", async () => {
  const { room, console } = await open(anOwnedView());
  write("H");
  expect(room.calls).toEqual(["typing true"]);
  console.drafts.switchTo("demo:1", "note");
  await expect.poll(() => part("send").textContent).toContain("Add note");
  write("psst");
  expect(room.calls).toEqual(["typing true"]);
});

test("the customer's typing shows on a line of its own", async () => {
  const { room } = await open(anOwnedView());
  expect(parts("typing")).toEqual([]);
  room.update({ typing: [{ id: "c1", name: "Tom Baker" }] });
  await expect.poll(() => parts("typing")[0]?.textContent).toBe("Tom Baker is typing…");
});

test("[H23] after a takeover the keyboard is in the reply", async () => {
  const { room, console } = await open();
  room.onCall = () => room.moveControl(anOwnedView(ANN), ANN);
  await console.takeOver();
  await expect.poll(() => document.activeElement === field()).toBe(true);
});
