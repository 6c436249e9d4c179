import { fireEvent } from "@testing-library/preact";
import { beforeAll, expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { CHICAGO, escalation } from "../../testing/gallery-escalations.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aRow, aView, BEN } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { DirectoryRowLink } from "../directory/directory-row.tsx";

// The test's page has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= () => {};
});

const CAN = ["send", "note", "allowAiReplies", "escalate", "resolveEscalation"] as const;
const ESCALATED = anOwnedView(ANN, { escalations: [escalation({ count: 3 })], can: CAN });

async function open(view = ESCALATED) {
  const desk = new FakeDesk();
  desk.setDirectory(CHICAGO);
  const room = desk.add(view);
  desk.add(aView({ id: "demo:2" }));
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return { desk, room, console };
}

const banners = () => parts("banner").map(({ dataset }) => dataset.kind);

test("[E2] the banner names the team, the reason and how often it was raised", async () => {
  const { room } = await open();
  expect(part("escalation").textContent).toMatch(/Escalated to Payments\s· Charged twice\s· Raised 3 times/u);
  room.update({ escalations: [escalation({ reason: "sla_first" })] });
  await expect.poll(() => part("escalation").textContent).toMatch(/No first answer in time\s· Raised once/u);
});

test("[E2] where the team and the count are hidden, it says neither", async () => {
  await open(anOwnedView(ANN, { escalations: [escalation({ team: null, count: null })], can: CAN }));
  expect(part("escalation").textContent).toMatch(/^Escalated\s· Charged twice/u);
  expect(parts("escalation-count")).toEqual([]);
});

test("[E9] it stands above the takeover's banner, which then is one line", async () => {
  const { room } = await open();
  expect(banners()).toEqual(["escalation", "control"]);
  expect(parts("banner")[1]?.dataset.oneLine).toBe("true");
  room.update({ escalations: [] });
  await expect.poll(banners).toEqual(["control"]);
  expect(part("banner").dataset.oneLine).toBeUndefined();
});

test("[E9, B2] that line keeps what is urgent: when the AI resumes", async () => {
  const { room } = await open();
  room.update({ aiResumesAt: "2026-11-21T23:00:00.000Z" });
  await expect.poll(() => parts("ai-resumes")[0]?.textContent).toMatch(/^AI resumes at .*5:00.PM CST$/u);
  expect(parts("banner")[1]?.textContent).not.toContain("The AI stays silent");
});

test("[B2] before closing time the banner says when the AI resumes, in the workspace's zone", async () => {
  await open(anOwnedView(ANN, { aiResumesAt: "2026-11-21T23:00:00.000Z" }));
  expect(part("ai-resumes").textContent).toMatch(/^AI resumes at 5:00.PM CST$/u);
  expect(part("banner").textContent).toContain("The AI stays silent");
});

test("[B4] put off, it says the new time", async () => {
  const { room } = await open(anOwnedView(ANN, { aiResumesAt: "2026-11-21T23:00:00.000Z" }));
  room.update({ aiResumesAt: "2026-11-21T23:15:00.000Z" });
  await expect.poll(() => part("ai-resumes").textContent).toMatch(/5:15.PM CST/u);
});

test("[B2] who reads along is told too, beside who has it", async () => {
  await open(anOwnedView(BEN, { aiResumesAt: "2026-11-21T23:00:00.000Z" }));
  expect(part("state").textContent).toMatch(/^Ben has it since .* · AI resumes at 5:00.PM CST$/u);
});

test("[E10] several share one banner, one's own first", async () => {
  const tech = escalation({ id: "e2", team: "tech", mine: false });
  await open(anOwnedView(ANN, { escalations: [tech, escalation()], can: CAN }));
  expect(parts("escalation").map(({ dataset }) => dataset.id)).toEqual(["e1", "e2"]);
  expect(banners()).toEqual(["escalation", "control"]);
});

test("[E3] only who may resolve it is offered to, escalation by escalation", async () => {
  const tech = escalation({ id: "e2", team: "tech", mine: false });
  const { room } = await open(anOwnedView(ANN, { escalations: [tech, escalation()], can: CAN }));
  expect(parts("resolve").map((button) => button.closest<HTMLElement>("[data-id]")?.dataset.id)).toEqual([
    "e1",
  ]);
  room.update({ can: ["send", "note"] });
  await expect.poll(() => parts("resolve")).toEqual([]);
});

test("[E4] Resolve Escalation opens the form", async () => {
  await open();
  expect(part("resolve").textContent).toBe("Resolve Escalation");
  fireEvent.click(part("resolve"));
  await expect.poll(() => parts("resolve-dialog").length).toBe(1);
});

test("[E8] what is raised on the screen has its banner; elsewhere it is said, with the reason", async () => {
  const { room, console } = await open();
  const said = () => console.toasts.list.value.map((toast) => toast.said());
  room.notify("escalated", { reason: "Charged twice" });
  expect(said()).toEqual([]);
  console.show("demo:2");
  room.notify("escalated", { reason: "sla_queue", by: "sla" });
  expect(said()).toEqual(["Tom Baker was escalated: Too long in the queue"]);
  room.notify("re_escalated", { reason: "Charged twice", by: "agent" });
  expect(said()).toEqual(["Tom Baker was escalated again: Charged twice"]);
  room.notify("re_escalated", { reason: "Charged twice", by: "customer" });
  expect(said()).toEqual(["Tom Baker wrote again. The escalation is still open."]);
});

test("[B2] an agent whose conversation is given back at closing time is told so", async () => {
  const { room, console } = await open();
  room.notify("released", { reason: "closing_time" });
  expect(console.toasts.list.value.map((toast) => toast.said())).toEqual([
    "You no longer have Tom Baker: people close now, and the AI answers.",
  ]);
});

test("[S1] the directory's row carries the mark, where one is open", () => {
  const rows = [aRow({ escalations: 2 }), aRow({ id: "demo:2" })];
  renderConsole(
    <div>
      {rows.map((row) => (
        <DirectoryRowLink key={row.id} row={row} open={false} mine={false} onOpen={() => {}} />
      ))}
    </div>,
  );
  expect(parts("row-escalation").map((mark) => mark.textContent)).toEqual(["Escalated to 2 teams"]);
});
