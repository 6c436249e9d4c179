import { fireEvent } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";

afterEach(() => vi.useRealTimers());

const wrapUp = { expiresAt: "2026-11-21T14:07:00.000Z" };
const ENDED = aView({ state: "wrap_up", wrapUp, can: ["note", "completeWrapUp"] });

async function open(view = ENDED) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  desk.add(aView({ id: "demo:2" }));
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("wrap-up").length).toBe(1);
  return { room, console };
}

function pick(id: string) {
  const choice = parts("wrap-up-disposition").find(({ dataset }) => dataset.id === id);
  fireEvent.click(choice?.querySelector("input") ?? document.body);
}

const write = (text: string) => fireEvent.input(part("wrap-up-note"), { target: { value: text } });

test("[S6] the wrap-up is completed with an outcome and a note", async () => {
  const { room, console } = await open();
  expect(part("wrap-up").textContent).toContain("The conversation has ended for the customer.");
  expect(parts("composer")).toEqual([]);
  pick("follow_up");
  write(" Call on Monday. ");
  fireEvent.submit(part("wrap-up"));
  await expect.poll(() => room.calls).toContain("completeWrapUp follow_up Call on Monday.");
  await expect.poll(() => console.toasts.list.value.map(({ said }) => said())).toEqual(["Wrapped up."]);
});

test("[S6] neither is needed", async () => {
  const { room } = await open();
  fireEvent.submit(part("wrap-up"));
  await expect.poll(() => room.calls).toContain("completeWrapUp");
});

test("[S6] it says when it closes by itself, and leaves quietly when it has", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval"], now: new Date("2026-11-21T14:05:00.000Z") });
  const { room, console } = await open();
  expect(part("wrap-up-left").textContent).toBe("Closes by itself in 2 min");
  vi.advanceTimersByTime(95_000);
  await expect.poll(() => part("wrap-up-left").textContent).toBe("Closes by itself in 25 s");
  room.update({ state: "closed", wrapUp: null, can: ["note"] });
  await expect.poll(() => parts("wrap-up")).toEqual([]);
  expect(console.toasts.list.value).toEqual([]);
});

test("[S6] what is wrong stands beside the field, and what was written stays", async () => {
  const { room } = await open();
  write("x".repeat(501));
  await expect.poll(() => parts("wrap-up-problem")[0]?.textContent).toBe("1 character too long.");
  fireEvent.submit(part("wrap-up"));
  expect(room.calls).toEqual([]);
  write("Refunded.");
  await expect.poll(() => parts("wrap-up-problem")).toEqual([]);
  room.refuse("completeWrapUp", "unavailable");
  fireEvent.submit(part("wrap-up"));
  await expect
    .poll(() => parts("wrap-up-problem")[0]?.textContent)
    .toBe("The server could not do this now. Try again.");
  expect(part("wrap-up-note")).toHaveProperty("value", "Refunded.");
});

test("[S6] a look elsewhere loses nothing of it", async () => {
  const { console } = await open();
  pick("resolved");
  write("Refunded.");
  console.show("demo:2");
  await expect.poll(() => parts("wrap-up")).toEqual([]);
  console.show("demo:1");
  await expect.poll(() => parts("wrap-up-note")[0]).toHaveProperty("value", "Refunded.");
  expect(part("wrap-up").querySelector("input:checked")).toHaveProperty("value", "resolved");
});

test("[T6] a displaced agent wraps their part up while another has the conversation", async () => {
  const { room } = await open(anOwnedView(SUE, { wrapUp, can: ["note", "viewTicket", "completeWrapUp"] }));
  expect(part("wrap-up").textContent).toContain("Sue has the conversation now. How did your part go?");
  pick("other");
  fireEvent.submit(part("wrap-up"));
  await expect.poll(() => room.calls).toContain("completeWrapUp other");
});

test("[S6] a wrap-up that is on the screen is not announced besides", async () => {
  const { room, console } = await open(anOwnedView(ANN, { wrapUp }));
  room.notify("wrap_up");
  expect(console.toasts.list.value).toEqual([]);
  console.show("demo:2");
  room.notify("wrap_up");
  expect(console.toasts.list.value.map(({ said }) => said())).toEqual([
    "Tom Baker's conversation waits for your wrap-up.",
  ]);
});
