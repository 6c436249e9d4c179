import { fireEvent } from "@testing-library/preact";
import { describe, expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import {
  ANN,
  aHeadView,
  aHeldView,
  anOwnedView,
  aView,
  BEN,
  messageOf,
  systemOf,
} from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

async function open() {
  const desk = new FakeDesk();
  const room = desk.add(aHeldView());
  const { console } = renderConsole(<Conversation />, { desk, open: "demo:1" });
  await expect.poll(() => parts("composer").length).toBe(1);
  return { room, desk, console };
}

function field(): HTMLTextAreaElement {
  const composer = part("composer");
  if (!(composer instanceof HTMLTextAreaElement)) throw new Error("the composer is no text field");
  return composer;
}

const write = (text: string) => fireEvent.input(field(), { target: { value: text } });
const acts = (calls: readonly string[]) => calls.filter((call) => !/^(?:markRead|typing)/u.test(call));

async function edit(text?: string) {
  fireEvent.click(part("edit-reply"));
  await expect.poll(() => field().value).toBe("It left yesterday.");
  if (text === undefined) return;
  write(text);
  await expect.poll(() => field().value).toBe(text);
}

const GONE = { heldReply: null, aiReply: "idle", can: aView().can } as const;
const asked = messageOf("customer", "Where is my lamp?");
const cancelled = (params: Record<string, string>) => ({
  ...GONE,
  timeline: [asked, systemOf("ai_reply_cancelled", params)],
});

describe("[C2] Edit & Send", () => {
  test("opens the AI's text in the composer, with the keyboard in it, and no second banner", async () => {
    await open();
    await edit();
    await expect.poll(() => document.activeElement === field()).toBe(true);
    expect(field().getAttribute("aria-label")).toBe("Change the AI's reply");
    expect(parts("held-reply")).toEqual([]);
    expect(part("composer-hint").textContent).toMatch(
      /Sending in ~\d+ s.*If the time runs out, the AI's own text is sent\./u,
    );
  });

  test("[C5] sends what the agent made of it, with Enter, and never as a reply of their own", async () => {
    const { room } = await open();
    await edit("It left today. ");
    room.onCall = () => {
      const sent = { ...messageOf("agent", "It left today."), id: "r1", origin: "ai" as const };
      room.update({ ...GONE, timeline: [asked, sent] });
    };
    fireEvent.keyDown(field(), { key: "Enter" });
    await expect.poll(() => parts("mode-edit").length).toBe(0);
    expect(acts(room.calls)).toEqual(["editAndSend It left today."]);
    expect(field().value).toBe("");
    expect(parts("composer-notice")).toEqual([]);
  });

  test("leaves the agent's own draft alone, and Escape goes back to it and to the banner", async () => {
    const { room } = await open();
    write("my own words");
    await edit("It left today.");
    fireEvent.keyDown(field(), { key: "Escape" });
    await expect.poll(() => field().value).toBe("my own words");
    await expect.poll(() => document.activeElement).toBe(part("edit-reply"));
    // What was changed is there still.
    fireEvent.click(part("edit-reply"));
    await expect.poll(() => field().value).toBe("It left today.");
    fireEvent.click(part("stop-edit"));
    await expect.poll(() => field().value).toBe("my own words");
    expect(acts(room.calls)).toEqual([]);
  });

  test("[H17] a note that is written in between is a note", async () => {
    const { room, console } = await open();
    await edit("It left today.");
    console.drafts.switchTo("demo:1", "note");
    await expect.poll(() => field().value).toBe("");
    expect(parts("held-reply")).toHaveLength(1);
    write("psst");
    fireEvent.keyDown(field(), { key: "Enter" });
    await expect.poll(() => acts(room.calls)).toEqual(["note psst"]);
    fireEvent.click(part("mode-edit").querySelector("input") ?? part("mode-edit"));
    await expect.poll(() => field().value).toBe("It left today.");
  });

  test("an empty text and one that is too long are not sent", async () => {
    const { room } = await open();
    await edit("  ");
    fireEvent.keyDown(field(), { key: "Enter" });
    write("x".repeat(5_001));
    await expect.poll(() => part("composer-hint").textContent).toBe("1 character too long.");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(acts(room.calls)).toEqual([]);
  });
});

describe("[C3] a change that comes too late is kept, and the agent is told what happened", () => {
  test.each([
    ["Ben has cancelled the AI's reply.", cancelled({ reason: "cancelled", by: "Ben", text: "x" })],
    ["Tom Baker wrote again, so the AI answers anew.", cancelled({ reason: "new_message" })],
    [
      "The AI's reply has been sent.",
      { ...GONE, timeline: [asked, { ...messageOf("ai", "It left yesterday."), id: "r1" }] },
    ],
  ])("%s", async (told, change) => {
    const { room } = await open();
    await edit("It left today.");
    room.update(change);
    await expect
      .poll(() => parts("composer-notice")[0]?.textContent)
      .toBe(`${told} Your text is still here.`);
    expect(field().value).toBe("It left today.");
    // Whoever goes on typing loses nothing, and sends nothing.
    expect(field().readOnly).toBe(false);
    fireEvent.keyDown(field(), { key: "Enter" });
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(acts(room.calls)).toEqual([]);
    expect(field().value).toBe("It left today.");
  });

  test("also where the room says so to the one who sends", async () => {
    const { room } = await open();
    await edit("It left today.");
    room.refuse("editAndSend", "reply_gone");
    fireEvent.click(part("send"));
    room.update(cancelled({ reason: "cancelled", by: "Ben", text: "x" }));
    await expect.poll(() => parts("composer-notice")[0]?.textContent).toMatch(/^Ben has cancelled/u);
    expect(field().value).toBe("It left today.");
  });

  test("another refusal stands beside the text, which can be sent again", async () => {
    const { room } = await open();
    await edit("It left today.");
    room.refuse("editAndSend", "unavailable");
    fireEvent.click(part("send"));
    await expect
      .poll(() => parts("composer-notice")[0]?.textContent)
      .toBe("The server could not do this now. Try again.");
    room.allow("editAndSend");
    fireEvent.click(part("send"));
    await expect.poll(() => acts(room.calls)).toHaveLength(2);
  });

  test("it becomes the agent's own draft, behind what they had, or is put away", async () => {
    const { room } = await open();
    write("my own words");
    await edit("It left today.");
    room.update(cancelled({ reason: "new_message" }));
    await expect.poll(() => parts("edit-to-draft").length).toBe(1);
    fireEvent.click(part("edit-to-draft"));
    await expect.poll(() => field().value).toBe("my own words\nIt left today.");
    expect(parts("mode-edit")).toEqual([]);
    room.update(aHeldView());
    await expect.poll(() => parts("edit-reply").length).toBe(1);
    await edit("Again.");
    room.update(GONE);
    await expect.poll(() => parts("discard-edit").length).toBe(1);
    fireEvent.click(part("discard-edit"));
    await expect.poll(() => field().value).toBe("my own words\nIt left today.");
  });

  test("[C6] after one's own takeover it is at hand beside the reply", async () => {
    const { room, console } = await open();
    await edit("It left today.");
    const timeline = [asked, systemOf("ai_reply_cancelled", { reason: "taken_over", text: "x" })];
    room.onCall = (call) => {
      if (call === "takeOver") room.moveControl({ ...anOwnedView(ANN), timeline, heldReply: null }, ANN);
    };
    await console.takeOver();
    fireEvent.click(part("mode-edit").querySelector("input") ?? part("mode-edit"));
    await expect
      .poll(() => parts("composer-notice")[0]?.textContent)
      .toBe("You took over, so the AI's reply was not sent. Your text is still here.");
  });

  test("[C6, M14] where somebody took over and the content is gone, the text is still there", async () => {
    const { room } = await open();
    await edit("It left today.");
    room.moveControl(aHeadView(BEN, { ownedSince: "2026-11-21T14:05:00.000Z" }), BEN);
    await expect.poll(() => parts("kept-text")[0]).toHaveProperty("value", "It left today.");
    await expect.poll(() => document.activeElement === part("kept-text")).toBe(true);
  });
});
