import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { clockTime } from "../../model/time.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, aView, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";

const AT = "2026-11-21T14:05:00.000Z";
const KEPT = `Sue took over at ${clockTime(AT)}. Your draft is kept.`;
const WRAP_UP = {
  wrapUp: { expiresAt: "2099-01-01T00:00:00.000Z" },
  can: ["note", "viewTicket", "completeWrapUp"],
} as const;

async function open(draft = "I have found") {
  const desk = new FakeDesk();
  const room = desk.add(anOwnedView(ANN));
  desk.add(aView({ id: "demo:2" }));
  const { console } = renderConsole(<Conversation />, { desk, open: "demo:1" });
  await expect.poll(() => parts("composer").length).toBe(1);
  part("composer").focus();
  if (draft !== "") fireEvent.input(part("composer"), { target: { value: draft } });
  return { desk, room, console };
}

const notice = () => parts("banner").find(({ dataset }) => dataset.kind === "displaced")?.textContent;

test("[T4] the displaced agent is told who took over and when, and what they were writing stays", async () => {
  const { room } = await open();
  room.displace(SUE, WRAP_UP);
  await expect.poll(notice).toBe(KEPT);
  expect(parts("banner").map(({ dataset }) => dataset.kind)).toEqual(["displaced"]);
  expect(part("composer")).toHaveProperty("value", "I have found");
});

test("[T6] the kept draft can be read and copied, and neither changed nor sent", async () => {
  const { room } = await open();
  room.displace(SUE, WRAP_UP);
  await expect.poll(notice).toBe(KEPT);
  expect(part("composer")).toHaveProperty("readOnly", true);
  expect(parts("copy-draft")).toHaveLength(1);
  expect(parts("send")).toEqual([]);
  // Whoever goes on typing types into it still, and not into the console's single keys.
  expect(document.activeElement).toBe(part("composer"));
  fireEvent.keyDown(part("composer"), { key: "Enter" });
  expect(room.calls.filter((call) => /^(?:send|note)/u.test(call))).toEqual([]);
});

test("[T4] the draft becomes a note only when the agent says so", async () => {
  const { room } = await open();
  room.displace(SUE, WRAP_UP);
  await expect.poll(() => parts("draft-to-note").length).toBe(1);
  fireEvent.click(part("draft-to-note"));
  await expect.poll(() => parts("send").length).toBe(1);
  fireEvent.click(part("send"));
  await expect.poll(() => room.calls).toContain("note I have found");
});

test("[T4] where the content is gone too, the draft is still there, and the keyboard with it", async () => {
  const { room } = await open();
  room.displace(SUE, { ...aHeadView(SUE), ownedSince: AT });
  await expect.poll(notice).toBe(KEPT);
  expect(part("kept-text")).toHaveProperty("value", "I have found");
  await expect.poll(() => document.activeElement === part("kept-text")).toBe(true);
});

test("[T4] an agent who looks elsewhere is told too, and finds the notice and the draft when they come back", async () => {
  const { desk, room, console } = await open();
  console.show("demo:2");
  await expect.poll(() => parts("state").length).toBe(1);
  // The directory may be told before the room.
  desk.setRows(
    desk.directory.snapshot().rows.map((row) => ({ ...row, owner: row.id === "demo:1" ? SUE : null })),
  );
  room.displace(SUE, { ...aHeadView(SUE), ownedSince: AT });
  await expect
    .poll(() => console.toasts.list.value.map(({ said }) => said()))
    .toEqual([`Tom Baker: ${KEPT}`]);
  console.show("demo:1");
  await expect.poll(notice).toBe(KEPT);
  expect(part("kept-text")).toHaveProperty("value", "I have found");
});

test("[T4] without a draft none is promised", async () => {
  const { room } = await open("");
  room.displace(SUE, WRAP_UP);
  await expect.poll(notice).toBe(`Sue took over at ${clockTime(AT)}.`);
});

test("[T4] the notice is gone when the agent has the conversation again", async () => {
  const { room } = await open();
  room.displace(SUE, WRAP_UP);
  await expect.poll(notice).toBe(KEPT);
  room.moveControl(anOwnedView(ANN), ANN);
  await expect.poll(notice).toBeUndefined();
  room.moveControl(aView(), null);
  await expect.poll(() => part("state").dataset.state).toBe("ai_active");
  expect(notice()).toBeUndefined();
  expect(part("composer")).toHaveProperty("value", "I have found");
});
