import { expect, test } from "vitest";
import { clockTime } from "./model/time.ts";
import { systemLine } from "./system-line.ts";

const say = (code: string, params: Record<string, string | number> = {}) => systemLine(code, params, "Tom");

test.each([
  ["taken_over", { by: "Ann" }, "Ann took over"],
  ["human_requested", { by: "customer", reason: "asked" }, "Tom asked for a person"],
  ["human_requested", { by: "ai", reason: "unsure" }, "The AI asked for a person"],
  ["request_cancelled", {}, "Tom went back to the AI"],
  ["ai_resumed", { reason: "no_response" }, "No answer in time: back with the AI"],
  ["ticket_opened", { ticketId: "t1" }, "Ticket opened"],
  ["ticket_closed", { ticketId: "t1" }, "Ticket closed"],
  ["ticket_updated", { status: "waiting_on_customer" }, "Ticket: waiting on the customer"],
  ["nudge", {}, "Reminder to the agent: no first message yet"],
  ["joining_late", {}, "Supervisors told: no first message yet"],
  ["rated", { score: 4, comment: "fast" }, "Tom rated 4 of 5: “fast”"],
  ["conversation_ended", { by: "customer", reason: "ended" }, "Tom ended the conversation"],
])("[H16] %s is worded", (code, params, line) => {
  expect(say(code, params)).toBe(line);
});

test("[H19] the team sees what the customer was told", () => {
  const backAt = "2026-11-23T09:00:00.000Z";
  expect(say("no_agent_available")).toBe("Tom was told that nobody is free now");
  expect(say("no_agent_available", { backAt })).toBe(
    `Tom was told that people are back at ${clockTime(backAt)}`,
  );
});

test("what a neighbouring line has said already is not said twice", () => {
  expect(say("returned_to_queue")).toBeNull();
  expect(say("ai_resumed", { reason: "allowed" })).toBeNull();
  expect(say("returned_to_queue", { reason: "no_response" })).toMatch(/back in the queue/u);
});

test("a line of a newer server is still read", () => {
  expect(say("moon_landed")).toBe("moon landed");
});
