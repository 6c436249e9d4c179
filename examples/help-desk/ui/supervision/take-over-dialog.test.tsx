import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { now } from "../../model/clock.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, aWatchedView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";

async function ask() {
  const desk = new FakeDesk(SUE);
  const room = desk.add(aWatchedView());
  const rendered = renderConsole(<Conversation />, { desk, open: "demo:1" });
  await expect.poll(() => parts("take-over-from").length).toBe(1);
  const button = part("take-over-from");
  fireEvent.click(button);
  await expect.poll(() => parts("take-over-line")[0]?.dataset.at).toBe("ready");
  return { room, ...rendered };
}

const line = () => part("take-over-line").textContent;

test("[T3] the first step says who is displaced and what follows, and does nothing", async () => {
  const { room } = await ask();
  const dialog = part("take-over-dialog");
  expect(dialog.textContent).toContain("Take over from Ben?");
  expect(dialog.textContent).toContain("Ben loses the conversation now and is told that you took over.");
  expect(dialog.textContent).toContain("The customer only sees another name.");
  expect(line()).toMatch(/^Valid for (60|59) s$/u);
  expect(room.calls).toEqual(["prepareTakeOver"]);
});

test("[T3, T4] confirming takes it over, opens the ticket, and goes to the reply", async () => {
  const { room, console } = await ask();
  console.details.value = false;
  room.onCall = () => room.moveControl(anOwnedView(SUE, { monitor: null, epoch: 3 }), SUE);
  fireEvent.click(part("take-over-confirm"));
  await expect.poll(() => parts("take-over-dialog")).toEqual([]);
  expect(room.calls).toEqual(["prepareTakeOver", "confirm"]);
  expect(console.details.value).toBe(true);
  await expect.poll(() => document.activeElement?.getAttribute("data-part")).toBe("composer");
  expect(console.drafts.of("demo:1").value.mode).toBe("reply");
});

test("[T3] after 60 s the confirmation has expired, and another can be asked for", async () => {
  const { room } = await ask();
  now.value = Date.now() + 61_000;
  await expect.poll(line).toBe("The confirmation has expired. Start again.");
  expect(parts("take-over-confirm")).toEqual([]);
  expect(room.calls).toEqual(["prepareTakeOver", "cancel"]);
  now.value = Date.now();
  fireEvent.click(part("take-over-again"));
  await expect.poll(() => part("take-over-line").dataset.at).toBe("ready");
  expect(room.calls).toEqual(["prepareTakeOver", "cancel", "prepareTakeOver"]);
});

test("[T3] when control moves meanwhile, it is said before anything is confirmed", async () => {
  const { room } = await ask();
  room.moveControl({ owner: ANN }, ANN);
  await expect.poll(line).toBe("Who has the conversation has changed. Start again.");
  expect(parts("take-over-confirm")).toEqual([]);
  expect(room.calls).toEqual(["prepareTakeOver", "cancel"]);
});

test.each([
  ["stale_epoch", "Who has the conversation has changed. Start again."],
  ["confirmation_required", "The confirmation has expired. Start again."],
  ["not_monitoring", "Monitor the conversation first."],
  ["forbidden", "Your role doesn't allow this."],
] as const)("[T1, T3] a refusal (%s) says what to do", async (code, said) => {
  const { room } = await ask();
  room.refuse("confirm", code);
  fireEvent.click(part("take-over-confirm"));
  await expect.poll(line).toBe(said);
});

test("[T1] once the lease is over, it cannot be started again from here", async () => {
  const { room } = await ask();
  room.refuse("confirm", "not_monitoring");
  fireEvent.click(part("take-over-confirm"));
  await expect.poll(line).toBe("Monitor the conversation first.");
  room.update({ ...aHeadView(BEN), monitor: null });
  await expect.poll(() => parts("take-over-again")).toEqual([]);
  expect(part("take-over-cancel").textContent).toBe("Close");
});

test("[T3] a second click while the first is on its way confirms nothing more", async () => {
  const { room } = await ask();
  fireEvent.click(part("take-over-confirm"));
  fireEvent.click(part("take-over-confirm"));
  await expect.poll(() => parts("take-over-dialog")).toEqual([]);
  expect(room.calls.filter((call) => call === "confirm")).toHaveLength(1);
});

test("[T3] Escape leaves everything as it is", async () => {
  const { room } = await ask();
  fireEvent(part("take-over-dialog"), new Event("cancel", { cancelable: true }));
  await expect.poll(() => parts("take-over-dialog")).toEqual([]);
  expect(room.calls).toEqual(["prepareTakeOver", "cancel"]);
});
