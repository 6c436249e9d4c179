import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { Drafts } from "../../model/drafts.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, BEN } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { Details } from "../details/details.tsx";

const CONSULTED = anOwnedView(BEN, { consultants: [ANN], can: ["note", "viewTicket", "leaveConsult"] });

async function open(view = CONSULTED, drafts = new Drafts()) {
  const desk = new FakeDesk();
  const room = desk.add(view);
  const screen = (
    <>
      <Conversation />
      <Details />
    </>
  );
  const { console } = renderConsole(screen, { desk, open: view.id, drafts });
  console.details.value = true;
  await expect.poll(() => parts("composer").length).toBe(1);
  return { room, console };
}

const field = () => part("composer");

test("[S4] a consultant is told so, writes notes and no replies", async () => {
  const { room } = await open();
  expect(part("banner").textContent).toContain("You are consulting");
  expect(part("banner").textContent).toContain("You read along and can write notes.");
  expect(parts("mode-reply")).toEqual([]);
  fireEvent.input(field(), { target: { value: "Ask for the number." } });
  fireEvent.keyDown(field(), { key: "Enter" });
  await expect.poll(() => room.calls).toContain("note Ask for the number.");
  expect(room.calls.filter((call) => call.startsWith("send") || call.startsWith("typing true"))).toEqual([]);
});

test("[S4] who came by joining writes to the customer too", async () => {
  await open({ ...CONSULTED, can: ["send", "note", "viewTicket", "leaveConsult"] });
  expect(part("banner").textContent).toContain("You can write to the customer too.");
  expect(parts("mode-reply")).toHaveLength(1);
});

test("[S4] leaving ends it", async () => {
  const { room } = await open();
  room.onCall = () => room.update(aHeadView(BEN));
  fireEvent.click(part("leave-consult"));
  await expect.poll(() => parts("head-only").length).toBe(1);
  expect(room.calls).toContain("leaveConsult");
  expect(parts("banner")).toEqual([]);
});

test("[S4] the owner sees who consults, and has no banner for it", async () => {
  await open(anOwnedView(ANN, { consultants: [BEN] }));
  await expect.poll(() => parts("consultants")[0]?.textContent).toBe("Ben");
  expect(parts("banner").map(({ dataset }) => dataset.kind)).toEqual(["control"]);
});

test("[H17] a reply that can't be sent any more is no note: it stays a reply, and notes are written beside it", async () => {
  const drafts = new Drafts();
  drafts.write("demo:1", "Dear Tom");
  const { console } = await open(CONSULTED, drafts);
  expect(field()).toHaveProperty("readOnly", true);
  console.drafts.switchTo("demo:1", "note");
  await expect.poll(() => part("send").textContent).toContain("Add note");
  fireEvent.input(field(), { target: { value: "for the team" } });
  expect(drafts.of("demo:1").value).toMatchObject({ reply: "Dear Tom", note: "for the team" });
});
