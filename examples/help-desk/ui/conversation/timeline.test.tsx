import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { ConversationView } from "../../desk.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { anOwnedView, aView, messageOf, noteOf, separatorOf, systemOf } from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

async function open(change: Partial<ConversationView>, base = aView()) {
  const desk = new FakeDesk();
  const room = desk.add({ ...base, ...change });
  renderConsole(<Conversation />, { desk, open: base.id });
  await expect.poll(() => parts("timeline").length).toBe(1);
  return room;
}

const authors = () => parts("author").map((author) => author.textContent?.trim());

test("who speaks is never in doubt: the AI, a person by name, oneself, the customer", async () => {
  await open({
    timeline: [
      messageOf("customer", "Hi"),
      messageOf("ai", "Hello!"),
      messageOf("agent", "Ben here.", { name: "Ben" }),
      messageOf("agent", "And Ann."),
    ],
  });
  expect(authors()).toEqual(["Tom Baker", "AI assistant", "Ben", "You"]);
  expect(parts("message").map((message) => message.dataset.author)).toEqual([
    "customer",
    "ai",
    "agent",
    "agent",
  ]);
});

test("[H16] separators say where control passed, and system lines who did it", async () => {
  await open({
    timeline: [
      separatorOf("live_chat"),
      systemOf("taken_over", { by: "Ann" }),
      systemOf("ticket_opened"),
      separatorOf("ai_resumed"),
    ],
  });
  const said = parts("separator").map((line) => [line.dataset.kind, line.textContent]);
  expect(said).toEqual([
    ["live_chat", expect.stringContaining("Live Chat")],
    ["ai_resumed", expect.stringContaining("AI Resumed")],
  ]);
  expect(parts("system").map((line) => line.textContent)).toEqual(["Ann took over", " · Ticket opened"]);
});

test("[H17] a note stands apart from what the customer sees", async () => {
  await open({ timeline: [noteOf("He is a regular.")] });
  expect(part("note").textContent).toContain("He is a regular.");
  expect(parts("message")).toEqual([]);
});

test("[H4] text that a takeover cut off is marked", async () => {
  await open({ timeline: [messageOf("ai", "You can", { state: "interrupted" })] });
  expect(part("message").dataset.state).toBe("interrupted");
  expect(part("message-state").textContent).toBe("Interrupted here");
});

test("the AI's text grows in place, and before its first word a line says that it writes", async () => {
  const room = await open({ aiReply: "generating" });
  expect(part("ai-writing").textContent).toBe("The AI assistant is writing…");
  const streaming = messageOf("ai", "You", { state: "streaming" });
  room.update({ timeline: [streaming] });
  await expect.poll(() => parts("text")[0]?.textContent).toBe("You");
  const element = part("message");
  room.update({ timeline: [{ ...streaming, text: "You can" }] });
  await expect.poll(() => parts("text")[0]?.textContent).toBe("You can");
  expect(part("message")).toBe(element);
  expect(parts("ai-writing")).toEqual([]);
});

test("an own message keeps its element when it is committed", async () => {
  const sending = { ...messageOf("agent", "Hi", { state: "sending" }), clientId: "k1" };
  const room = await open({ timeline: [sending] }, anOwnedView());
  const element = part("message");
  expect(part("message-state").textContent).toBe("Sending…");
  room.update({ timeline: [{ ...sending, id: "p4", state: "sent" }] });
  await expect.poll(() => part("message").dataset.state).toBe("sent");
  expect(part("message")).toBe(element);
});

test("sources of an answer are links; markup in a message is text", async () => {
  const text = "See https://example.com/a?b=1. <b>no</b>";
  await open({
    timeline: [
      { ...messageOf("ai", text), sources: [{ title: "Returns", url: "https://example.com/returns" }] },
    ],
  });
  expect(part("text").textContent).toBe(text);
  expect(part("text").querySelector("b")).toBeNull();
  expect(part("text").querySelector("a")?.getAttribute("href")).toBe("https://example.com/a?b=1");
  expect(part("sources").textContent).toBe("Sources: Returns");
});

test("what is in view is marked as read, and nothing that is not unread", async () => {
  const room = await open({ timeline: [messageOf("customer", "Hi")] });
  expect(room.calls).toEqual([]);
  room.update({ unread: 1 });
  await expect.poll(() => room.calls).toEqual(["markRead"]);
});

test("earlier messages are loaded on demand", async () => {
  const room = await open({ hasEarlier: true, timeline: [messageOf("customer", "Hi")] });
  fireEvent.click(part("load-earlier"));
  expect(room.calls).toEqual(["loadEarlier"]);
  room.update({ hasEarlier: false });
  await expect.poll(() => parts("load-earlier")).toEqual([]);
});

test("[N1] an answer shows what the customer thinks of it, and what the AI suggested, which nobody can press here", async () => {
  const [suggests, rated] = [messageOf("ai", "Which one?"), messageOf("ai", "On its way.")];
  if (suggests.kind !== "message" || rated.kind !== "message") throw new Error("messages");
  await open({
    timeline: [
      { ...suggests, suggestions: ["The blue one", "<b>Both</b>"] },
      { ...rated, thumb: "down" },
    ],
  });
  expect(parts("thumb").map((mark) => mark.textContent?.trim())).toEqual([
    "The customer found this unhelpful",
  ]);
  expect(part("thumb").closest("[data-part=message]")?.textContent).toContain("On its way.");
  const chips = part("suggestions");
  expect(chips.getAttribute("aria-label")).toBe("Suggested replies");
  expect([...chips.children].map((chip) => chip.textContent)).toEqual(["The blue one", "<b>Both</b>"]);
  expect(chips.querySelectorAll("button, a, b")).toHaveLength(0);
});
