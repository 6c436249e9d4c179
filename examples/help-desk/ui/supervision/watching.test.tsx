import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { ConversationView } from "../../desk.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { aHeadView, anOwnedView, aView, aWatchedView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { Directory } from "../directory/directory.tsx";

const screen = (
  <>
    <Directory />
    <Conversation />
  </>
);

/** Sue's desk, with one conversation that is open. */
async function open(view: ConversationView) {
  const desk = new FakeDesk(SUE);
  desk.permissions = ["conversation.monitor"];
  desk.setAgents([{ ...SUE, status: "available", capacity: 5, load: 0, teams: [] }]);
  const room = desk.add(view, { monitor: view.monitor?.person ?? null });
  const rendered = renderConsole(screen, { desk, open: view.id });
  await expect.poll(() => parts("state").length).toBe(1);
  return { room, ...rendered };
}

const aHead = (change: Partial<ConversationView> = {}) =>
  aHeadView(BEN, { can: ["viewTicket", "monitor"], monitor: null, ...change });
const frame = () => part("conversation").dataset.watching;

test("[M3, M15] Monitor stands in the header; who watches sees so, all round what they see", async () => {
  const { room } = await open(aHead());
  expect(frame()).toBeUndefined();
  room.onCall = () => room.update(aWatchedView());
  part("monitor").focus();
  fireEvent.click(part("monitor"));
  await expect.poll(frame).toBe("true");
  expect(room.calls).toEqual(["monitor"]);
  expect(part("banner").textContent).toContain("You are watching. Nobody sees you.");
  expect(parts("monitor")).toEqual([]);
  expect(parts("timeline").length).toBe(1);
  expect(document.activeElement).toBe(part("banner"));
});

test("[M4] while somebody else monitors, Monitor is disabled and names them", async () => {
  const sam = { id: "sam", name: "Sam" };
  const { room } = await open(aHead({ can: ["viewTicket"], monitor: { person: sam, since: "" } }));
  expect(part("monitor").textContent).toContain("Sam is monitoring");
  expect(part("monitor").getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(part("monitor"));
  expect(room.calls).toEqual([]);
  expect(part("row-monitor").textContent).toContain("Sam is monitoring");
});

test("[M1] who is not available is told to be, and asks for nothing", async () => {
  const { desk, room, console } = await open(aHead());
  desk.setAgents([{ ...SUE, status: "away", capacity: 5, load: 0, teams: [] }]);
  await expect.poll(() => part("monitor").getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(part("monitor"));
  expect(room.calls).toEqual([]);
  expect(console.toasts.list.value.map(({ said }) => said())).toEqual([
    "To monitor, set yourself to Available.",
  ]);
});

test("[M6] what is one's own is not offered for monitoring", async () => {
  await open(anOwnedView(SUE));
  expect(parts("monitor")).toEqual([]);
});

test("[M15] Stop monitoring in the open conversation stops it", async () => {
  const { room } = await open(aWatchedView());
  room.onCall = () => room.update(aHead());
  part("stop-monitoring").focus();
  fireEvent.click(part("stop-monitoring"));
  await expect.poll(() => parts("head-only").length).toBe(1);
  await expect.poll(() => document.activeElement?.getAttribute("data-part")).toBe("monitor");
  expect(room.calls).toEqual(["stop"]);
  expect(frame()).toBeUndefined();
});

test("[M15] the mark on the row stops it too, whichever conversation is open, and opens nothing", async () => {
  const { desk, room, console } = await open(aWatchedView());
  desk.add(aView({ id: "demo:2" }));
  console.go("demo:2");
  expect(room.closed).toBe(false);
  expect(part("row-watch").getAttribute("aria-label")).toBe("Stop monitoring: Tom Baker");
  fireEvent.click(part("row-watch"));
  await expect.poll(() => room.calls).toEqual(["stop"]);
  expect(console.openId.value).toBe("demo:2");
});

test("[M5, M15] opening another conversation keeps monitoring; when it is over, its room is left", async () => {
  const { desk, room, console } = await open(aWatchedView());
  console.go(null);
  await Promise.resolve();
  expect(room.closed).toBe(false);
  desk.setRows(desk.directory.snapshot().rows.map((row) => ({ ...row, monitor: null })));
  // The room has the last word: it may have a reason to tell.
  expect(room.closed).toBe(false);
  room.update({ monitor: null });
  await expect.poll(() => room.closed).toBe(true);
});

test("[M11, M2] who watches can only whisper: what they write is a note", async () => {
  const { room, console } = await open(aWatchedView());
  console.drafts.switchTo("demo:1", "reply");
  expect(parts("mode-reply")).toEqual([]);
  expect(parts("mode-note").length).toBe(1);
  fireEvent.input(part("composer"), { target: { value: "Offer a refund." } });
  await expect.poll(() => part("send").hasAttribute("disabled")).toBe(false);
  fireEvent.click(part("send"));
  await expect.poll(() => room.calls).toEqual(["note Offer a refund."]);
});

test("[M13] watching sends no read mark and no typing", async () => {
  const { room } = await open(aWatchedView(BEN, { unread: 2 }));
  fireEvent.input(part("composer"), { target: { value: "Hm" } });
  fireEvent.blur(part("composer"));
  await Promise.resolve();
  expect(room.calls).toEqual([]);
});

test("[M13] a supervisor who looks at what nobody has leaves it unread; as its owner they have read it", async () => {
  const { room } = await open(aView({ state: "queued", unread: 2 }));
  await Promise.resolve();
  expect(room.calls).toEqual([]);
  room.update(anOwnedView(SUE, { unread: 2 }));
  await expect.poll(() => room.calls).toEqual(["markRead"]);
});

test("[M10] joining says who will see it, and then the keyboard is at the reply", async () => {
  const { room, console } = await open(aWatchedView());
  fireEvent.click(part("join"));
  await expect
    .poll(() => part("join-dialog").textContent)
    .toContain("The customer and Ben see that you join.");
  expect(room.calls).toEqual([]);
  room.onCall = () =>
    room.update({ monitor: null, consultants: [SUE], can: ["send", "note", "leaveConsult"] });
  fireEvent.click(part("join-confirm"));
  await expect.poll(() => room.calls).toEqual(["join"]);
  await expect.poll(() => document.activeElement?.getAttribute("data-part")).toBe("composer");
  expect(console.drafts.of("demo:1").value.mode).toBe("reply");
  expect(parts("join-dialog")).toEqual([]);
});

test("[M10] a join that comes too late says what to do", async () => {
  const { room } = await open(aWatchedView());
  room.refuse("join", "not_monitoring");
  fireEvent.click(part("join"));
  await expect.poll(() => parts("join-confirm").length).toBe(1);
  fireEvent.click(part("join-confirm"));
  await expect.poll(() => part("join-dialog").textContent).toContain("Monitor the conversation first.");
});

test("[M12] the notice to agents stands where the workspace wants it, whether anybody monitors or not", async () => {
  const { desk } = await open(aView());
  expect(parts("monitoring-notice")).toEqual([]);
  desk.setDirectory({ monitoringNotice: true });
  await expect
    .poll(() => parts("monitoring-notice")[0]?.textContent)
    .toContain("Conversations here may be monitored by supervisors.");
});
