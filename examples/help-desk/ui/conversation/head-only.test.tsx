import { expect, test } from "vitest";
import { Drafts } from "../../model/drafts.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { aHeadView, BEN } from "../../testing/samples.ts";
import { Details } from "../details/details.tsx";
import { Conversation } from "./conversation.tsx";

async function open(drafts = new Drafts()) {
  const desk = new FakeDesk();
  desk.add(aHeadView(BEN), { customer: { id: "c1", name: "Tom Baker", locale: "de" } });
  const screen = (
    <>
      <Conversation />
      <Details />
    </>
  );
  renderConsole(screen, { desk, open: "demo:1", drafts });
  await expect.poll(() => parts("head-only").length).toBe(1);
}

test("[M14] another agent's conversation shows who has it and its ticket's head, and no content", async () => {
  await open();
  expect(part("head-only").textContent).toContain("Ben has this conversation. You can see its ticket.");
  expect(part("ticket-subject").textContent).toBe("Parcel has not arrived");
  expect(part("ticket-assignee").textContent).toBe("Ben");
  expect(part("ticket-status").textContent).toBe("On Ben");
  expect(["timeline", "composer", "ticket-summary", "copy-link"].flatMap(parts)).toEqual([]);
});

test("[M14] what one was writing is still there to be copied", async () => {
  const drafts = new Drafts();
  drafts.write("demo:1", "Dear Tom, the parcel");
  await open(drafts);
  expect(part("kept-text")).toHaveProperty("value", "Dear Tom, the parcel");
});
