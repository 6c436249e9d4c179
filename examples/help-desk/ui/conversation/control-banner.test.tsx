import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView, BEN } from "../../testing/samples.ts";
import { Conversation } from "./conversation.tsx";

async function open(view = anOwnedView()) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return room;
}

test("[H13] the owner is told that they have control, and can release to the AI", async () => {
  const room = await open();
  expect(part("banner").textContent).toContain("You have control");
  expect(part("release").textContent).toBe("Release to AI");
  room.onCall = () => room.moveControl(aView(), null);
  fireEvent.click(part("release"));
  await expect.poll(() => parts("banner")).toEqual([]);
  expect(room.calls).toContain("allowAiReplies");
});

test("[H5] until the first message, the owner is told of the customer's spinner", async () => {
  const room = await open(anOwnedView(ANN, { state: "agent_joining" }));
  expect(part("banner").textContent).toMatch(/spinner until you write/u);
  room.update({ state: "agent_active" });
  await expect.poll(() => part("banner").textContent).toMatch(/AI stays silent/u);
});

test("[H9] no release is offered that the room would not grant", async () => {
  await open(anOwnedView(ANN, { can: ["send"] }));
  expect(parts("release")).toEqual([]);
});

test("[H13] nobody but the owner has the banner", async () => {
  await open(anOwnedView(BEN, { can: ["viewTicket", "allowAiReplies"] }));
  expect(parts("banner")).toEqual([]);
});
