import { fireEvent } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { TicketMenu } from "../details/ticket-menu.tsx";
import { useConsole } from "../use-console.ts";

afterEach(() => vi.useRealTimers());

const AT = "2026-11-21T14:05:00.000Z";
const OFFER = {
  offerId: "o1",
  from: ANN,
  to: { agent: BEN },
  note: "",
  expiresAt: "2026-11-21T14:05:27.000Z",
};

function Menu() {
  const conversation = useConsole().open.value;
  return conversation?.view ? <TicketMenu conversation={conversation} view={conversation.view} /> : null;
}

async function open(view = anOwnedView(ANN, { can: ["send", "note", "viewTicket", "offerTransfer"] })) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  desk.setDirectory({
    agents: [
      { ...ANN, status: "available", capacity: 5, load: 2, teams: ["billing"] },
      { ...BEN, status: "available", capacity: 5, load: 4, teams: ["tech"] },
      { ...SUE, status: "away", capacity: 5, load: 0, teams: [] },
    ],
    teams: [{ id: "tech", name: "Tech" }],
  });
  const screen = (
    <>
      <Conversation />
      <Menu />
    </>
  );
  const { console } = renderConsole(screen, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return { desk, room, console };
}

const choices = () => parts("assignee").map(({ dataset }) => dataset.id);
const radioOf = (id: string) =>
  parts("assignee")
    .find(({ dataset }) => dataset.id === id)
    ?.querySelector("input") ?? document.body;
const texts = (console: { toasts: { list: { value: readonly { said(): string }[] } } }) =>
  console.toasts.list.value.map(({ said }) => said());

async function choose(id: string) {
  fireEvent.click(part("transfer"));
  await expect.poll(() => parts("transfer-dialog").length).toBe(1);
  fireEvent.click(radioOf(id));
  await expect.poll(() => part("transfer-offer").getAttribute("aria-disabled")).toBe("false");
}

test("[S3] a transfer is offered to an agent who is there, with a note; oneself is no choice", async () => {
  const { room } = await open();
  await choose("ben");
  expect(choices()).toEqual(["ben", "sue", "tech"]);
  expect(radioOf("sue").matches(":disabled")).toBe(true);
  expect(part("transfer-dialog").textContent).toContain("4 of 5");
  expect(part("transfer-dialog").textContent).toContain("You keep the conversation until somebody accepts.");
  fireEvent.input(part("transfer-note"), { target: { value: " Knows the invoice. " } });
  fireEvent.click(part("transfer-offer"));
  await expect.poll(() => parts("transfer-dialog")).toEqual([]);
  expect(room.calls).toContain("offerTransfer ben Knows the invoice.");
});

test("[S3] a team is offered it from the ticket's menu", async () => {
  const { room } = await open();
  fireEvent.click(part("ticket-menu"));
  await expect.poll(() => parts("offer-transfer").length).toBe(1);
  fireEvent.click(part("offer-transfer"));
  await expect.poll(() => parts("transfer-dialog").length).toBe(1);
  fireEvent.click(radioOf("tech"));
  await expect.poll(() => part("transfer-offer").getAttribute("aria-disabled")).toBe("false");
  fireEvent.click(part("transfer-offer"));
  await expect.poll(() => room.calls).toContain("offerTransfer tech");
});

test("[S3] a refusal is told in the dialog, which stays", async () => {
  const { room } = await open();
  room.refuse("offerTransfer", "not_available");
  await choose("ben");
  fireEvent.click(part("transfer-offer"));
  await expect.poll(() => parts("transfer-refused")[0]?.textContent).toBe("Ben is away.");
  expect(parts("transfer-dialog")).toHaveLength(1);
});

test("[S3] a note longer than the room takes is not sent", async () => {
  const { room } = await open();
  await choose("ben");
  fireEvent.input(part("transfer-note"), { target: { value: "x".repeat(502) } });
  await expect.poll(() => parts("transfer-refused")[0]?.textContent).toBe("2 characters too long.");
  fireEvent.click(part("transfer-offer"));
  expect(room.calls.filter((call) => call.startsWith("offerTransfer"))).toEqual([]);
});

test("[H9] no transfer is offered that the room would not grant", async () => {
  await open(anOwnedView(ANN, { can: ["send", "viewTicket"] }));
  expect([...parts("transfer"), ...parts("ticket-menu")]).toEqual([]);
});

test("[S3] the offer that waits says for whom and how long, and can be taken back", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval"], now: new Date(AT) });
  const { room } = await open(
    anOwnedView(ANN, { transferOffer: OFFER, can: ["viewTicket", "cancelTransfer"] }),
  );
  const line = () => parts("banner").find(({ dataset }) => dataset.kind === "transfer")?.textContent;
  expect(line()).toContain("Waiting for Ben to accept…");
  await expect.poll(line).toContain("27 s");
  vi.advanceTimersByTime(5_000);
  await expect.poll(line).toContain("22 s");
  fireEvent.click(part("cancel-transfer"));
  await expect.poll(() => room.calls).toContain("cancelTransfer");
  room.update({ transferOffer: null });
  await expect.poll(line).toBeUndefined();
});

test.each([
  ["accepted", "The transfer was accepted."],
  ["rejected", "The transfer was rejected."],
  ["timed_out", "The transfer got no answer in time."],
  ["rescinded", "The transfer was cancelled."],
] as const)("[S3] the offerer is told that it was %s, wherever they look by then", async (outcome, said) => {
  const { desk, room, console } = await open();
  desk.add(aView({ id: "demo:2" }));
  await choose("ben");
  fireEvent.click(part("transfer-offer"));
  await expect.poll(() => parts("transfer-dialog")).toEqual([]);
  console.show("demo:2");
  room.settleOffer(outcome);
  await expect.poll(() => texts(console)).toEqual([`Tom Baker: ${said}`]);
});

test("[S4] who has handed it over reads along, and is not told that it was taken from them", async () => {
  const { room } = await open();
  room.moveControl({ owner: BEN, consultants: [ANN], can: ["note", "viewTicket", "leaveConsult"] }, BEN);
  const kinds = () => parts("banner").map(({ dataset }) => dataset.kind);
  await expect.poll(kinds).toEqual(["consulting"]);
  expect(part("banner").textContent).toContain("You are consulting");
});
