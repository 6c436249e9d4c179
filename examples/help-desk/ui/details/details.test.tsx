import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { ConversationView } from "../../desk.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, anOwnedView, aView, BEN, SUE } from "../../testing/samples.ts";
import { Details } from "./details.tsx";

async function open(view: ConversationView, desk = new FakeDesk()) {
  const room = desk.add(view);
  const { console } = renderConsole(<Details />, { desk, open: view.id });
  console.details.value = true;
  await expect.poll(() => parts("ticket").length).toBe(1);
  return room;
}

function menu(): (string | undefined)[] {
  return [...document.querySelectorAll<HTMLElement>("[role=menuitem]")].map((item) => item.dataset.part);
}

test("[H12] the ticket has subject, summary, status, assignee, cycle and link; the customer's details beside it", async () => {
  const customer = {
    id: "c1",
    name: "Tom",
    email: "t@example.com",
    locale: "fr",
    identifiers: { accountNumber: "7" },
  };
  await open(anOwnedView(ANN, { customer }));
  expect(part("ticket-subject").textContent).toBe("Parcel has not arrived");
  expect(part("ticket-summary").textContent).toBe("The parcel was due on Monday.");
  expect(part("ticket-assignee").textContent).toBe("Ann");
  expect(part("ticket-cycle").textContent).toBe("1");
  expect(part("copy-link").dataset.link).toContain("#conversation=");
  const facts = [...part("customer").querySelectorAll(".fact")].map((fact) => fact.textContent);
  expect(facts).toEqual(["NameTom", "Emailt@example.com", "Account number7", "LanguageFrench"]);
});

test("[H12] the owner sets the status, and it stands once the room has said so", async () => {
  const room = await open(anOwnedView());
  fireEvent.change(part("ticket-status"), { target: { value: "waiting_on_customer" } });
  expect(room.calls).toEqual(["updateTicket waiting_on_customer"]);
  expect(part("ticket-status").dataset.status).toBe("on_you");
  expect(part("ticket-status")).toHaveProperty("value", "on_you");
});

test("[H13] Allow AI replies is in the ticket's menu", async () => {
  const room = await open(anOwnedView());
  fireEvent.click(part("ticket-menu"));
  await expect.poll(menu).toEqual(["allow-ai", "end"]);
  expect(part("allow-ai").textContent).toBe("Allow AI replies");
  fireEvent.click(part("allow-ai"));
  expect(room.calls).toEqual(["allowAiReplies"]);
});

test("[S5] ending another agent's conversation says whose it is, and what they lose", async () => {
  const room = await open(anOwnedView(BEN, { can: ["viewTicket", "forceEnd"] }), new FakeDesk(SUE));
  fireEvent.click(part("ticket-menu"));
  await expect.poll(menu).toEqual(["end"]);
  fireEvent.click(part("end"));
  await expect.poll(() => part("end-dialog").textContent).toContain("End Ben's conversation?");
  expect(part("end-dialog").textContent).toContain("Ben loses the conversation now.");
  expect(room.calls).toEqual([]);
  fireEvent.click(part("end-confirm"));
  await expect.poll(() => room.calls).toEqual(["forceEnd"]);
});

test("[S8] the customer's mood stands with what is known of them", async () => {
  await open(anOwnedView(ANN, { sentiment: 0.5, sentimentTrend: "rising" }));
  expect(part("mood").textContent).toBe("Mood: Good mood, rising");
});

test("[H13] a supervisor may allow AI replies for the queue too, where there is no ticket yet", async () => {
  await open(aView({ state: "queued", can: ["takeOver", "allowAiReplies"] }), new FakeDesk(SUE));
  fireEvent.click(part("ticket-menu"));
  await expect.poll(menu).toEqual(["allow-ai"]);
});

test("[H9] what the room does not offer is not in the menu, and the status only reads", async () => {
  await open(anOwnedView(ANN, { can: ["viewTicket"] }));
  expect(parts("ticket-menu")).toEqual([]);
  expect(part("ticket-status").tagName).toBe("SPAN");
});

test("[S5] ending says what it does before it does it", async () => {
  const room = await open(anOwnedView());
  fireEvent.click(part("ticket-menu"));
  await expect.poll(menu).toContain("end");
  fireEvent.click(part("end"));
  await expect.poll(() => parts("end-dialog")[0]?.textContent).toMatch(/Tom Baker sees that it has ended/u);
  expect(room.calls).toEqual([]);
  fireEvent.click(part("end-confirm"));
  expect(room.calls).toEqual(["end"]);
  await expect.poll(() => parts("end-dialog")).toEqual([]);
});

test("[H16] tickets of earlier cycles stay, newest first", async () => {
  const earlier = (cycle: number) => ({
    id: `t${cycle - 1}0`,
    cycle,
    status: "closed" as const,
    subject: `Issue ${cycle}`,
    assignee: BEN,
  });
  const view = anOwnedView();
  await open({ ...view, tickets: [earlier(1), earlier(2), ...(view.ticket ? [view.ticket] : [])] });
  const said = [...part("earlier-tickets").querySelectorAll("li")].map((item) => item.textContent);
  expect(said).toEqual(["Issue 2Cycle 2 · Ben · Closed", "Issue 1Cycle 1 · Ben · Closed"]);
});

test("[H11] until the summary comes, the ticket says so under its fallback subject", async () => {
  const view = anOwnedView();
  const ticket = view.ticket && { ...view.ticket, subject: "Tom Baker", summary: "" };
  await open({ ...view, ticket });
  expect(part("ticket-subject").textContent).toBe("Tom Baker");
  expect(part("ticket-summary").textContent).toMatch(/is being written/u);
});
