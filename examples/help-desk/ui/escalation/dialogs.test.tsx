import { fireEvent } from "@testing-library/preact";
import { beforeAll, expect, test } from "vitest";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { CHICAGO, escalation } from "../../testing/gallery-escalations.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";

// The test's page has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= () => {};
});

const CAN = ["send", "note", "escalate", "resolveEscalation"] as const;
const ESCALATED = anOwnedView(ANN, { escalations: [escalation()], can: CAN });

async function open(asking: "resolve" | "callback" | "escalate", view = ESCALATED) {
  const desk = new FakeDesk();
  desk.setDirectory(CHICAGO);
  const room = desk.add(view);
  const { console } = renderConsole(<Conversation />, { desk, open: view.id });
  await expect.poll(() => parts(asking).length).toBe(1);
  fireEvent.click(part(asking));
  await expect.poll(() => parts(`${asking}-dialog`).length).toBe(1);
  const said = () => console.toasts.list.value.map((toast) => toast.said());
  return { room, console, said };
}

function pick(name: string, id: string) {
  const choice = parts(name).find(({ dataset }) => dataset.id === id);
  fireEvent.click(choice?.querySelector("input") ?? document.body);
}
const write = (name: string, text: string) => fireEvent.input(part(name), { target: { value: text } });
const submit = (name: string) => fireEvent.submit(part(name).querySelector("form") ?? document.body);

test("[E4] the form says what each way does, and confirms with reason and note", async () => {
  const { room, said } = await open("resolve");
  expect(parts("resolve-reason").map((choice) => choice.textContent)).toEqual([
    ...["Handled", "False positive", "Spam", "Duplicate", "Other"],
  ]);
  expect(part("resolve-confirm").getAttribute("aria-disabled")).toBe("true");
  pick("resolve-reason", "handled");
  await expect.poll(() => part("resolve-means").textContent).toContain("gives it back to the AI");
  pick("resolve-reason", "spam");
  await expect.poll(() => part("resolve-means").textContent).toContain("The takeover stays.");
  write("resolve-note", " Nothing to it. ");
  expect(part("resolve-confirm").textContent).toContain("Confirm Resolve");
  submit("resolve-dialog");
  await expect.poll(() => room.calls).toContain("resolveEscalation e1 spam Nothing to it.");
  await expect.poll(said).toEqual(["The escalation is resolved."]);
  expect(parts("resolve-dialog")).toEqual([]);
});

test("[E2, E4] where no team is named, it is the one whose banner was pressed", async () => {
  const hidden = { team: null, count: null };
  const both = [escalation({ ...hidden, mine: false }), escalation({ ...hidden, id: "e2", taskId: "k2" })];
  const { room } = await open("resolve", anOwnedView(ANN, { escalations: both, can: CAN }));
  expect(part("resolve-dialog").textContent).toContain("Resolve the escalation");
  pick("resolve-reason", "duplicate");
  await expect.poll(() => part("resolve-confirm").getAttribute("aria-disabled")).toBe("false");
  submit("resolve-dialog");
  await expect.poll(() => room.calls).toContain("resolveEscalation e2 duplicate");
});

test("[E4] Other without a note: note_required, beside the field", async () => {
  const { room } = await open("resolve");
  pick("resolve-reason", "other");
  await expect.poll(() => part("resolve-confirm").getAttribute("aria-disabled")).toBe("false");
  submit("resolve-dialog");
  await expect.poll(() => parts("resolve-note-problem")[0]?.textContent).toBe("Write a note that says why.");
  const field = part("resolve-note");
  const problem = part("resolve-note-problem").parentElement;
  expect(field.getAttribute("aria-describedby")).toBe(problem?.id);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(room.calls.filter((call) => call.startsWith("resolve"))).toEqual([]);
  write("resolve-note", "Passed on.");
  await expect.poll(() => parts("resolve-note-problem")).toEqual([]);
  room.refuse("resolveEscalation", "note_required", { path: "note" });
  submit("resolve-dialog");
  await expect.poll(() => parts("resolve-note-problem").length).toBe(1);
  expect(parts("resolve-refused")).toEqual([]);
});

test("[E4] one that was raised again meanwhile is to be looked at again", async () => {
  const { room } = await open("resolve");
  pick("resolve-reason", "handled");
  room.refuse("resolveEscalation", "stale_epoch");
  await expect.poll(() => part("resolve-confirm").getAttribute("aria-disabled")).toBe("false");
  submit("resolve-dialog");
  await expect.poll(() => parts("resolve-refused")[0]?.textContent).toContain("raised again meanwhile");
});

test("[E5] one that is over meanwhile says so, and the form stays to be read", async () => {
  const { room } = await open("resolve");
  pick("resolve-reason", "handled");
  write("resolve-note", "Mine");
  room.update({ escalations: [], can: ["send"] });
  await expect
    .poll(() => parts("resolve-refused")[0]?.textContent)
    .toBe("This escalation is no longer open.");
  expect(part("resolve-note")).toHaveProperty("value", "Mine");
  expect(part("resolve-confirm").getAttribute("aria-disabled")).toBe("true");
});

test("[E5] the callback says which outcomes resolve the escalation", async () => {
  const { room, said } = await open("callback");
  expect(part("callback-complete").getAttribute("aria-disabled")).toBe("true");
  pick("callback-disposition", "no_answer");
  await expect.poll(() => part("callback-means").textContent).toContain("stays open");
  write("callback-reason", "Settled by mail.");
  await expect.poll(() => part("callback-means").textContent).toContain("resolves the escalation");
  write("callback-reason", "");
  pick("callback-disposition", "voicemail_left");
  await expect.poll(() => part("callback-means").textContent).toContain("resolves the escalation");
  submit("callback-dialog");
  await expect.poll(() => room.calls).toContain("completeTask k1 voicemail_left");
  await expect.poll(said).toEqual(["The callback is on record."]);
});

test("[E1] a team and a reason escalate it", async () => {
  const { room, said } = await open("escalate", anOwnedView(ANN, { can: CAN }));
  expect(part("escalate-confirm").getAttribute("aria-disabled")).toBe("true");
  fireEvent.change(part("escalate-team"), { target: { value: "tech" } });
  write("escalate-reason", "The grinder smokes.");
  await expect.poll(() => part("escalate-confirm").getAttribute("aria-disabled")).toBe("false");
  submit("escalate-dialog");
  await expect.poll(() => room.calls).toContain("escalate tech The grinder smokes.");
  await expect.poll(said).toEqual(["Escalated to Workbench."]);
});

test("[E8] raising what is open says that it is raised again", async () => {
  await open("escalate");
  fireEvent.change(part("escalate-team"), { target: { value: "billing" } });
  await expect.poll(() => part("escalate-open").textContent).toContain("you raise it again");
});

test("[E6, E7] a cooldown that holds it back is said, and the box passes it over", async () => {
  const { room } = await open("escalate", anOwnedView(ANN, { can: CAN }));
  room.suppressed = true;
  fireEvent.change(part("escalate-team"), { target: { value: "tech" } });
  write("escalate-reason", "Again");
  await expect.poll(() => part("escalate-confirm").getAttribute("aria-disabled")).toBe("false");
  submit("escalate-dialog");
  await expect.poll(() => parts("escalate-refused")[0]?.textContent).toContain("Nobody has been told");
  fireEvent.click(part("escalate-bypass"));
  await expect.poll(() => part("escalate-bypass")).toHaveProperty("checked", true);
  submit("escalate-dialog");
  await expect.poll(() => room.calls).toContain("escalate tech Again bypass");
  await expect.poll(() => parts("escalate-dialog")).toEqual([]);
});
