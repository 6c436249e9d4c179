import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { ConversationView } from "../../desk.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { parts, renderConsole } from "../../testing/render-console.tsx";
import { aHeadView, aView, aWatchedView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { KeysDialog } from "../keys-dialog.tsx";
import { useConsole } from "../use-console.ts";
import { useKeys } from "../use-keys.ts";

function WithKeys() {
  useKeys(useConsole(), () => {});
  return <Conversation />;
}

async function open(view: ConversationView) {
  const desk = new FakeDesk(SUE);
  desk.setAgents([{ ...SUE, status: "available", capacity: 5, load: 0, teams: [] }]);
  const room = desk.add(view);
  renderConsole(<WithKeys />, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return { room, key: (key: string) => fireEvent.keyDown(document.body, { key }) };
}

test("[M15] m monitors, and stops it", async () => {
  const { room, key } = await open(aHeadView(BEN, { can: ["monitor"] }));
  room.onCall = (call) => room.update(call === "monitor" ? aWatchedView() : aHeadView(BEN));
  key("m");
  await expect.poll(() => parts("stop-monitoring").length).toBe(1);
  key("m");
  await expect.poll(() => room.calls).toEqual(["monitor", "stop"]);
});

test("[T3] t asks before it takes over from an agent", async () => {
  const { room, key } = await open(aWatchedView());
  key("t");
  await expect.poll(() => parts("take-over-dialog").length).toBe(1);
  expect(room.calls).toEqual(["prepareTakeOver"]);
});

test("[S2] a assigns, where the room offers it", async () => {
  const { room, key } = await open(aView({ can: ["note"] }));
  key("a");
  expect(parts("assign-dialog")).toEqual([]);
  room.update({ can: ["assign"] });
  key("a");
  await expect.poll(() => parts("assign-dialog").length).toBe(1);
});

test("[E1] e escalates, where the room offers it", async () => {
  const { room, key } = await open(aView({ can: ["note"] }));
  key("e");
  expect(parts("escalate-dialog")).toEqual([]);
  room.update({ can: ["escalate"] });
  key("e");
  await expect.poll(() => parts("escalate-dialog").length).toBe(1);
});

test("the list of keys has those that the permissions are for", async () => {
  const desk = new FakeDesk(SUE);
  const keys = () => [...document.querySelectorAll("kbd")].map((key) => key.textContent);
  desk.permissions = ["conversation.monitor"];
  renderConsole(<KeysDialog onClose={() => {}} />, { desk });
  expect(keys()).toContain("m");
  expect(keys()).not.toContain("a");
});
