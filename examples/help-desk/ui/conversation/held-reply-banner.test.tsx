import { fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { now } from "../../model/clock.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { aHeldView, anOwnedView, aView, BEN, messageOf, systemOf } from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

const START = Date.parse("2026-11-21T14:00:00.000Z");

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ["Date", "setInterval", "clearInterval"] });
  now.value = START;
});
afterEach(() => vi.useRealTimers());

async function open(view = aHeldView()) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("composer").length).toBe(1);
  return { room, desk, console };
}

/** Sent, changed or cancelled: the room holds nothing any more. */
const over = (...added: ReturnType<typeof systemOf>[]) => ({
  ...{ heldReply: null, aiReply: "idle" as const, can: aView().can },
  timeline: [messageOf("customer", "Where is my lamp?"), ...added],
});
const cancelled = (params: Record<string, string>) => over(systemOf("ai_reply_cancelled", params));

describe("[C2] the AI's reply that is held", () => {
  test("stands above the composer with its text, its time and what may be done with it", async () => {
    await open();
    expect(part("held-text").textContent).toBe("It left yesterday.");
    expect(part("sending-in").textContent).toContain("Sending in ~45 s");
    expect(["send-now", "edit-reply", "cancel-reply"].map((name) => part(name).textContent)).toEqual([
      "Send Now",
      "Edit & Send",
      "Cancel",
    ]);
    const where = part("held-reply").compareDocumentPosition(part("composer"));
    expect(where & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(parts("ai-writing")).toEqual([]);
  });

  test("shows what would be suggested with it", async () => {
    const held = aHeldView();
    if (!held.heldReply) throw new Error("nothing is held");
    await open({ ...held, heldReply: { ...held.heldReply, suggestions: ["Thanks!"] } });
    expect(part("suggestions").textContent).toBe("Thanks!");
  });

  test("counts down, and says so when its time has come", async () => {
    await open();
    vi.advanceTimersByTime(20_000);
    await expect.poll(() => part("sending-in").textContent).toContain("Sending in ~25 s");
    vi.advanceTimersByTime(24_000);
    await expect.poll(() => part("sending-in").textContent).toContain("Sending in about 1 second");
    vi.advanceTimersByTime(2_000);
    await expect.poll(() => part("held-reply").textContent).toContain("Sending now…");
  });

  test("a long wait is told in minutes", async () => {
    const dueAt = new Date(START + 400_000).toISOString();
    await open(aHeldView({ heldReply: { replyId: "r1", text: "Hi", dueAt } }));
    expect(part("sending-in").textContent).toBe("Sending in ~6 min");
  });

  test("is announced once, politely, and not each second", async () => {
    const { room } = await open(aView());
    const region = part("held-reply-said");
    expect([region.getAttribute("role"), region.textContent]).toEqual(["status", ""]);
    room.update(aHeldView());
    await expect.poll(() => region.textContent).toMatch(/^A reply of the AI waits/u);
    const [said] = region.children;
    vi.advanceTimersByTime(5_000);
    await expect.poll(() => part("sending-in").textContent).toContain("~40 s");
    expect(region.children[0]).toBe(said);
    expect(part("sending-in").closest("[aria-live], [role=status], [role=alert]")).toBeNull();
  });

  test("who may not act on it reads it, and has no button", async () => {
    await open(aHeldView({ can: ["note"] }));
    expect(part("held-reply").querySelectorAll("button")).toHaveLength(0);
    expect(part("held-reply-said").textContent).toBe("A reply of the AI waits to be sent.");
  });

  test("while it is still being written, that is what is said", async () => {
    await open(aView({ aiReply: "generating" }));
    expect(part("ai-writing").textContent).toBe("The AI assistant is writing…");
    expect(parts("held-reply")).toEqual([]);
  });

  test("more than fits is a button away, and back", async () => {
    vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(200);
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(66);
    await open();
    await expect.poll(() => part("show-all").textContent).toBe("Show all");
    fireEvent.click(part("show-all"));
    await expect.poll(() => part("show-all").getAttribute("aria-expanded")).toBe("true");
    expect(part("held-text").dataset.whole).toBe("true");
    vi.restoreAllMocks();
  });
});

describe("[C5] sent at once or cancelled", () => {
  test("by one press, without a takeover", async () => {
    const { room } = await open();
    fireEvent.click(part("send-now"));
    room.update(over());
    await expect.poll(() => parts("held-reply").length).toBe(0);
    expect(room.calls.filter((call) => call !== "markRead")).toEqual(["sendNow"]);
  });

  test("twice pressed is once done", async () => {
    const { room } = await open();
    fireEvent.click(part("cancel-reply"));
    fireEvent.click(part("cancel-reply"));
    fireEvent.click(part("send-now"));
    await expect.poll(() => part("cancel-reply").getAttribute("aria-disabled")).toBe("false");
    expect(room.calls.filter((call) => call !== "markRead")).toEqual(["cancelReply"]);
  });

  test("the keyboard is left where no key sends anything", async () => {
    const { room } = await open();
    part("send-now").focus();
    room.update(over());
    await expect.poll(() => document.activeElement).toBe(part("timeline"));
  });
});

describe("[C3] who was too late", () => {
  test.each([
    ["Ben has cancelled the AI's reply.", cancelled({ reason: "cancelled", by: "Ben", text: "x" })],
    ["Tom Baker wrote again, so the AI answers anew.", cancelled({ reason: "new_message" })],
    ["The AI's reply has been sent.", over({ ...messageOf("ai", "It left yesterday."), id: "r1" })],
    [
      "Ben has changed and sent the AI's reply.",
      over({ ...messageOf("agent", "Today.", { name: "Ben" }), id: "r1", origin: "ai" }),
    ],
    [
      "The conversation has ended, so the AI's reply was not sent.",
      cancelled({ reason: "ended", text: "x" }),
    ],
    ["The AI was switched off, so its reply was not sent.", cancelled({ reason: "ai_off", text: "x" })],
  ])("is told what came first: %s", async (told, change) => {
    const { room } = await open();
    room.refuse("sendNow", "reply_gone");
    fireEvent.click(part("send-now"));
    room.update(change);
    await expect.poll(() => parts("held-missed")[0]?.textContent).toBe(told);
    fireEvent.click(part("dismiss-missed"));
    await expect.poll(() => parts("held-missed").length).toBe(0);
  });

  test("the next reply makes that old news", async () => {
    const { room } = await open();
    room.refuse("sendNow", "reply_gone");
    fireEvent.click(part("send-now"));
    room.update(cancelled({ reason: "new_message" }));
    await expect.poll(() => parts("held-missed").length).toBe(1);
    const dueAt = new Date(START + 60_000).toISOString();
    room.update(aHeldView({ heldReply: { replyId: "r2", text: "Another.", dueAt } }));
    await expect.poll(() => part("held-text").textContent).toBe("Another.");
    expect(parts("held-problem")).toEqual([]);
    room.update(over());
    await expect.poll(() => parts("held-reply").length).toBe(0);
    expect(parts("held-missed")).toEqual([]);
  });

  test("acts on what was on the screen, never on the next one", async () => {
    const { room } = await open();
    const button = part("send-now");
    const dueAt = new Date(START + 60_000).toISOString();
    room.update(aHeldView({ heldReply: { replyId: "r2", text: "Another.", dueAt } }));
    fireEvent.click(button);
    await expect.poll(() => part("held-text").textContent).toBe("Another.");
    expect(room.calls).not.toContain("sendNow");
  });

  test("a server that could not do it is told of where it was tried", async () => {
    const { room } = await open();
    room.refuse("cancelReply", "unavailable");
    fireEvent.click(part("cancel-reply"));
    await expect
      .poll(() => parts("held-problem")[0]?.textContent)
      .toBe("The server could not do this now. Try again.");
    room.allow("cancelReply");
    fireEvent.click(part("cancel-reply"));
    await expect.poll(() => parts("held-problem").length).toBe(0);
  });

  test("[C6] a takeover by somebody else leaves no banner", async () => {
    const { room } = await open();
    room.moveControl({ ...anOwnedView(BEN), readable: false, timeline: [] }, BEN);
    await expect.poll(() => parts("head-only").length).toBe(1);
    expect(parts("held-reply")).toEqual([]);
  });
});
