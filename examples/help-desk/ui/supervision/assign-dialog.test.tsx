import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, aView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";

const EVE = { id: "eve", name: "Eve" };

async function ask() {
  const desk = new FakeDesk(SUE);
  desk.setDirectory({
    teams: [{ id: "billing", name: "Billing" }],
    agents: [
      { ...BEN, status: "available", capacity: 5, load: 5, teams: ["tech"] },
      { ...EVE, status: "away", capacity: 5, load: 1, teams: [] },
      { ...ANN, status: "available", capacity: 5, load: 3, teams: ["billing"] },
      { ...SUE, status: "available", capacity: 5, load: 4, teams: [] },
    ],
  });
  const room = desk.add(aView({ state: "queued", can: ["takeOver", "assign"] }));
  const rendered = renderConsole(<Conversation />, { desk, open: "demo:1" });
  await expect.poll(() => parts("assign").length).toBe(1);
  fireEvent.click(part("assign"));
  await expect.poll(() => parts("assign-dialog").length).toBe(1);
  return { room, ...rendered };
}

const assignees = () => parts("assignee").map(({ dataset }) => `${dataset.kind}:${dataset.id}`);
function choose(id: string): void {
  const found = parts("assignee").find(({ dataset }) => dataset.id === id);
  fireEvent.click(found?.querySelector("input") ?? document.body);
}
const confirm = () => part("assign-confirm");
const text = () => part("assign-text").textContent;
const said = (console: Awaited<ReturnType<typeof ask>>["console"]) =>
  console.toasts.list.value.map((toast) => toast.said());

test("[S2] agents stand with presence and load, who has most room first; then the teams", async () => {
  const { room } = await ask();
  expect(assignees()).toEqual(["agent:ann", "agent:sue", "agent:ben", "agent:eve", "team:billing"]);
  expect(parts("assignee")[0]?.textContent).toContain("Available3 of 5");
  expect(parts("assignee")[2]?.textContent).toContain("5 of 5 · Full");
  expect(confirm().getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(confirm());
  expect(room.calls).toEqual([]);
});

test("[S2] the consequence is named before it is done", async () => {
  const { room, console } = await ask();
  choose("ann");
  await expect.poll(text).toContain("Ann has the conversation from now on");
  expect(confirm().textContent).toBe("Assign");
  room.onCall = () => room.moveControl(aHeadView(ANN), ANN);
  fireEvent.click(confirm());
  await expect.poll(() => parts("assign-dialog")).toEqual([]);
  expect(room.calls).toEqual(["assign ann"]);
  expect(said(console)).toEqual(["Assigned to Ann."]);
});

test("[S2] to a team: into its queue", async () => {
  const { room, console } = await ask();
  choose("billing");
  await expect.poll(text).toBe("The conversation waits in the queue of Billing.");
  fireEvent.click(confirm());
  await expect.poll(() => parts("assign-dialog")).toEqual([]);
  expect(room.calls).toEqual(["assign billing"]);
  expect(said(console)).toEqual(["In the queue of Billing."]);
});

test("[S2] capacity is overridden on purpose only, and by how much is said before and after", async () => {
  const { room, console } = await ask();
  choose("ben");
  await expect.poll(text).toContain("This exceeds Ben's capacity by 1.");
  expect(confirm().textContent).toBe("Assign anyway");
  room.exceededBy = 2;
  fireEvent.click(confirm());
  await expect.poll(() => room.calls).toEqual(["assign ben override"]);
  await expect.poll(() => said(console)).toEqual(["Assigned to Ben. This exceeds Ben's capacity by 2."]);
});

test("[S2] so is an agent's absence", async () => {
  const { room } = await ask();
  choose("eve");
  await expect.poll(text).toContain("Eve is away.");
  fireEvent.click(confirm());
  await expect.poll(() => room.calls).toEqual(["assign eve override"]);
});

test("[S2, S9] the directory may lag: the server's word is shown, and can be overridden", async () => {
  const { room } = await ask();
  room.refuse("assign", "over_capacity", { exceededBy: 3 });
  choose("ann");
  fireEvent.click(confirm());
  await expect.poll(text).toContain("This exceeds Ann's capacity by 3.");
  expect(confirm().textContent).toBe("Assign anyway");
  room.allow("assign");
  fireEvent.click(confirm());
  await expect.poll(() => parts("assign-dialog")).toEqual([]);
  expect(room.calls).toEqual(["assign ann", "assign ann override"]);
});

test("[S2, H6] somebody who takes it over meanwhile is named, and nothing can be assigned any more", async () => {
  const { room } = await ask();
  choose("ann");
  room.moveControl(aHeadView(BEN, { ownedSince: "2026-11-21T14:03:00.000Z" }), BEN);
  await expect.poll(text).toMatch(/Ben took over at /u);
  expect(confirm().getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(confirm());
  expect(room.calls).toEqual([]);
});

test("[S2] one may give it to oneself", async () => {
  const { room, console } = await ask();
  choose("sue");
  await expect.poll(() => confirm().textContent).toBe("Assign to me");
  room.onCall = () => room.moveControl(anOwnedView(SUE), SUE);
  fireEvent.click(confirm());
  await expect.poll(() => room.calls).toEqual(["assign sue"]);
  await expect.poll(() => console.ticketCall.value.count).toBe(1);
});
