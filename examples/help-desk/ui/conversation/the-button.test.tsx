import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, aView, BEN } from "../../testing/samples.ts";
import { Details } from "../details/details.tsx";
import { Conversation } from "./conversation.tsx";

const screen = (
  <>
    <Conversation />
    <Details />
  </>
);

async function open(view = aView()) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  const rendered = renderConsole(screen, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return { room, ...rendered };
}

const shown = () => ["take-over", "view-ticket"].filter((name) => parts(name).length > 0);

test("[H23] Take over stands in the header; success opens the ticket; afterwards View ticket stands there", async () => {
  const { room, console } = await open();
  console.details.value = false;
  expect(shown()).toEqual(["take-over"]);
  room.onCall = () => room.moveControl(anOwnedView(ANN, { state: "agent_joining" }), ANN);
  fireEvent.click(part("take-over"));
  await expect.poll(shown).toEqual(["view-ticket"]);
  await expect.poll(() => parts("ticket-subject")[0]?.textContent).toBe("Parcel has not arrived");
});

test("[H23] View ticket brings the ticket and the keyboard to it", async () => {
  const { console } = await open(anOwnedView());
  console.details.value = false;
  fireEvent.click(part("view-ticket"));
  await expect.poll(() => part("ticket").contains(document.activeElement)).toBe(true);
});

test("[H23] when it has ended, neither stands there", async () => {
  await open(aView({ state: "closed", can: ["note"] }));
  expect(shown()).toEqual([]);
});

test.each([
  ["taken by another, though nobody is named", aView({ can: ["viewTicket"] }), ["view-ticket"]],
  ["another's, and the room offers a takeover", anOwnedView(BEN, { can: ["takeOver"] }), ["take-over"]],
  ["without the right to anything", aView({ can: [] }), []],
])("[H9] the button goes by what the room offers, not by the state: %s", async (_case, view, buttons) => {
  await open(view);
  expect(shown()).toEqual(buttons);
});

test("[H6] who loses the race sees the winner, and then only the head", async () => {
  const { room } = await open();
  const at = "2026-11-21T14:03:00.000Z";
  room.refuse("takeOver", "already_taken_over", { by: BEN, at });
  fireEvent.click(part("take-over"));
  await expect.poll(() => parts("banner").map((banner) => banner.dataset.kind)).toEqual(["lost"]);
  expect(part("banner").textContent).toMatch(/^Ben took over at /u);
  room.moveControl(aHeadView(BEN, { ownedSince: at }), BEN);
  await expect
    .poll(() => part("head-only").textContent)
    .toContain("Ben has this conversation. You can see its ticket.");
  expect(part("banner").textContent).toMatch(/^Ben took over at /u);
});

test("a second click while the first takeover is on its way asks nothing more", async () => {
  const { room } = await open();
  let letGo = () => {};
  const waiting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  room.takeOver = async () => {
    room.calls.push("takeOver");
    await waiting;
    return { ticketId: "t1", cycle: 1 };
  };
  fireEvent.click(part("take-over"));
  await expect.poll(() => part("take-over").textContent).toContain("Taking over");
  fireEvent.click(part("take-over"));
  letGo();
  expect(room.calls.filter((call) => call === "takeOver")).toHaveLength(1);
});
