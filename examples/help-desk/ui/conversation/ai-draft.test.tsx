import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView, messageOf, systemOf } from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

const TEXT = "It left yesterday.";
const lineOf = (params: Record<string, string>, cycle = 1) => ({
  ...systemOf("ai_reply_cancelled", { text: TEXT, ...params }),
  cycle,
});
const taken = () => lineOf({ reason: "taken_over" });

async function open(view = anOwnedView(ANN, { timeline: [taken()] })) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("ai-draft").length).toBe(1);
  return { room, console };
}

test("[C6] a takeover shows the AI's draft to the team, folded, with whose eyes it is for", async () => {
  await open();
  const line = parts("system").find(({ dataset }) => dataset.code === "ai_reply_cancelled");
  expect(line?.textContent).toBe("The AI's reply was not sent");
  expect(part("ai-draft").querySelector("details")?.open).toBe(false);
  expect(part("ai-draft").textContent).toContain("Only your team sees it.");
  expect(part("ai-draft-text").textContent).toBe(TEXT);
});

test("[C6] who took over puts it into the composer, and the keyboard with it", async () => {
  const { room } = await open();
  fireEvent.click(part("use-draft"));
  await expect.poll(() => part("composer")).toHaveProperty("value", TEXT);
  await expect.poll(() => document.activeElement === part("composer")).toBe(true);
  expect(room.calls.filter((call) => call.startsWith("send"))).toEqual([]);
});

test("[C6] behind what the agent has written already, and once", async () => {
  await open();
  fireEvent.input(part("composer"), { target: { value: "Hello Tom!" } });
  fireEvent.click(part("use-draft"));
  fireEvent.click(part("use-draft"));
  await expect.poll(() => part("composer")).toHaveProperty("value", `Hello Tom!\n${TEXT}`);
});

test("[C6] it is offered as soon as the conversation is theirs, and not after", async () => {
  const { room } = await open(aView({ cycle: 1, timeline: [taken()] }));
  expect(parts("use-draft")).toEqual([]);
  room.moveControl(anOwnedView(ANN, { timeline: room.snapshot().timeline }), ANN);
  await expect.poll(() => parts("use-draft").length).toBe(1);
  room.moveControl(anOwnedView(ANN, { cycle: 2, timeline: room.snapshot().timeline }), ANN);
  await expect.poll(() => parts("use-draft").length).toBe(0);
});

test("[C3] of one that was cancelled the team can read what it was", async () => {
  await open(aView({ timeline: [lineOf({ reason: "cancelled", by: "Ben", byId: "ben" }, 0)] }));
  expect(part("system").textContent).toBe("Ben cancelled the AI's reply");
  expect(part("ai-draft-text").textContent).toBe(TEXT);
  expect(parts("use-draft")).toEqual([]);
});

test("[C5] an answer that an agent has changed names both, apart from what the agent says alone", async () => {
  const edited = { ...messageOf("agent", "It left today."), origin: "ai" as const };
  await open(anOwnedView(ANN, { timeline: [edited, messageOf("agent", "Hello, Ann here."), taken()] }));
  const [first, second] = [...document.querySelectorAll("article.group header")];
  expect(first?.querySelector("[data-part=author]")?.textContent).toContain("You");
  expect(first?.querySelector("[data-part=origin]")?.textContent).toContain("AI draft");
  expect(second?.querySelector("[data-part=origin]")).toBeNull();
});
