import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { ConversationView } from "../../desk.ts";
import { clockTime } from "../../model/time.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { eventful } from "../../testing/gallery-course.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, aView, messageOf, SUE, systemOf } from "../../testing/samples.ts";
import { Details } from "./details.tsx";

async function open(view: ConversationView, desk = new FakeDesk()) {
  const room = desk.add(view);
  const { console } = renderConsole(<Details />, { desk, open: view.id });
  console.details.value = true;
  await expect.poll(() => parts("ticket").length).toBe(1);
  return room;
}

async function asTable() {
  await expect.poll(() => parts("course-table").length).toBe(1);
  fireEvent.click(part("course-table").querySelector("input") ?? document.body);
  await expect.poll(() => parts("timeline-table").length).toBe(1);
}

async function asPicture() {
  fireEvent.click(part("course-picture").querySelector("input") ?? document.body);
  await expect.poll(() => parts("timeline-picture").length).toBe(1);
}

const rows = () =>
  [...part("timeline-table").querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent),
  );

test("[N3] [T7] the table says who had it when, and what was done about it", async () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString();
  const clock = (minutes: number) => clockTime(at(minutes));
  const timeline = [
    messageOf("customer", "Hello", { at: at(0) }),
    systemOf("taken_over", { by: "Ann", byId: "ann" }, at(10)),
    systemOf(
      "taken_over_from_agent",
      { by: "Sue", byId: "sue", displaced: "Ann", displacedId: "ann" },
      at(15),
    ),
    systemOf("conversation_ended", { by: "agent", reason: "ended" }, at(40)),
  ];
  await open(aView({ state: "closed", timeline }), new FakeDesk(SUE));
  await asTable();
  expect(rows()).toEqual([
    [clock(0), `${clock(10)}10 min`, "AI", "Answers"],
    [clock(10), "", "Ann", "Took over"],
    [clock(10), `${clock(15)}5 min`, "Ann", "Joining"],
    [clock(15), "", "You", "Took over from Ann"],
    [clock(15), `${clock(40)}25 min`, "You", "Joining"],
  ]);
  await asPicture();
});

test("[N3] the picture says its items in words, one after the other with the arrow keys", async () => {
  await open(eventful("demo:1"));
  await expect.poll(() => parts("timeline-picture").length).toBe(1);
  expect(part("timeline-said").textContent).toMatch(/^You: Joining · .* – now · \d+\smin$/u);
  const step = part("timeline-step");
  expect(step.getAttribute("aria-valuetext")).toBe(part("timeline-said").textContent);
  fireEvent.input(step, { target: { value: "0" } });
  await expect.poll(() => part("timeline-said").textContent).toMatch(/^AI: Answers · .* · 12\smin$/u);
  fireEvent.blur(step);
  await expect.poll(() => part("timeline-said").textContent).toMatch(/^You: Joining/u);
});

test("[N3] the legend names what is in this picture, and nothing else", async () => {
  await open(eventful("demo:1"));
  await expect.poll(() => parts("timeline-legend").length).toBe(1);
  const named = [...part("timeline-legend").querySelectorAll("li")].map((item) => item.textContent);
  expect(named).toEqual([
    "Joining",
    "With the customer",
    "Wrap-up",
    "Consulting",
    "Took over",
    "Took over from an agent",
    "Assigned",
    "Accepted",
    "Rejected",
    "No answer",
  ]);
});

test("[M8] monitoring is told where the room tells it, and nowhere else", async () => {
  const view = eventful("demo:1");
  const room = await open(view);
  const facts = () => part("course-facts").textContent;
  await expect.poll(facts).toContain("Monitored7 min");
  room.update({ timeline: view.timeline.filter(({ ledger }) => ledger !== "audit"), epoch: 9, owner: SUE });
  await expect.poll(facts, { timeout: 3_000 }).not.toContain("Monitored");
});

test("[M14] of another agent's conversation nothing is told", async () => {
  await open(aHeadView());
  expect(parts("course")).toEqual([]);
});

test("that the beginning cannot be loaded is said, with another try", async () => {
  const desk = new FakeDesk();
  const view = aView({ hasEarlier: true, owner: ANN, timeline: [messageOf("customer", "Hello")] });
  const room = desk.add(view);
  room.refuse("timeline", "unavailable");
  const { console } = renderConsole(<Details />, { desk, open: view.id });
  console.details.value = true;
  await expect.poll(() => parts("course-retry").length).toBe(1);
  fireEvent.click(part("course-retry"));
  await expect.poll(() => room.calls).toEqual(["timeline", "timeline"]);
});
