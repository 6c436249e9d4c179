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
  ["customer_identified", { name: "Tom Baker" }, "The customer is Tom Baker"],
  ["human_requested", { by: "ai", reason: "ai_failed" }, "The AI failed and asked for a person"],
  ["human_requested", { by: "system", reason: "ai_off" }, "The AI is switched off: a person is wanted"],
  ["human_requested", { by: "ai", reason: "budget" }, "A person is wanted instead"],
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

const team = (id: string) => ({ billing: "Billing" })[id] ?? id;

test.each([
  [
    "E1",
    "escalated",
    { teamId: "billing", reason: "Lawyer", by: "rule" },
    "A rule escalated it to Billing: “Lawyer”",
  ],
  [
    "E1",
    "escalated",
    { teamId: "billing", reason: "Twice", by: "agent", person: "Ann" },
    "Ann escalated it to Billing: “Twice”",
  ],
  [
    "E1",
    "escalated",
    { teamId: "billing", reason: "sla_next", by: "sla" },
    "A service level was missed: escalated to Billing",
  ],
  ["E1", "sla_breached", { breach: "sla_queue" }, "Service level missed: Too long in the queue"],
  ["E8", "re_escalated", { reason: "Twice", by: "agent", person: "Ann" }, "Ann escalated it again: “Twice”"],
  [
    "E6",
    "escalation_suppressed",
    { teamId: "billing", reason: "Twice", until: "soon" },
    "Not escalated to Billing: a cooldown runs until at soon: “Twice”",
  ],
  [
    "E4",
    "escalation_resolved",
    { teamId: "billing", reason: "false_positive", note: "", person: "Ann" },
    "Ann resolved the escalation to Billing: False positive",
  ],
  [
    "E5",
    "escalation_resolved",
    { teamId: "billing", reason: "handled", note: "" },
    "The escalation to Billing is resolved",
  ],
  [
    "E5",
    "task_completed",
    { by: "Ann", reason: "", disposition: "voicemail_left" },
    "Ann called back: Voicemail left",
  ],
  [
    "E5",
    "task_completed",
    { by: "Ann", reason: "Settled", disposition: "" },
    "Ann completed the callback: “Settled”",
  ],
  ["E2", "escalated", { reason: "Lawyer", by: "rule" }, "A rule escalated it: “Lawyer”"],
  ["E2", "escalated", { reason: "Twice", by: "agent", person: "Ann" }, "Ann escalated it: “Twice”"],
  ["E2", "escalated", { reason: "sla_next", by: "sla" }, "A service level was missed: escalated"],
  [
    "E2",
    "escalation_suppressed",
    { reason: "Twice", until: "soon" },
    "Not escalated: a cooldown runs until at soon: “Twice”",
  ],
  [
    "E2",
    "escalation_resolved",
    { reason: "spam", note: "", person: "Ann" },
    "Ann resolved the escalation: Spam",
  ],
  ["E2", "escalation_resolved", { reason: "handled", note: "" }, "The escalation is resolved"],
  [
    "A8",
    "ai_budget_spent",
    { of: "conversation" },
    "The AI has given all the answers it may in this conversation for now",
  ],
  [
    "A8",
    "ai_budget_spent",
    { of: "workspace" },
    "The AI has given all the answers it may in this workspace today",
  ],
  [
    "A8",
    "ai_budget_spent",
    { of: "customer" },
    "The AI has given this customer all the answers it may today",
  ],
  [
    "A8",
    "ai_budget_spent",
    { of: "address" },
    "The AI has given all the answers it may today to the place this customer writes from",
  ],
  ["B4", "closing_deferred", { until: "soon" }, "Closing time put off until at soon"],
  ["B2", "ai_resumed", { reason: "closing_time" }, "Closing time: back with the AI"],
])("[%s] %s %j is worded", (_rule, code, params, line) => {
  expect(systemLine(code, params, "Tom", team, (iso) => `at ${iso}`)).toBe(line);
});

test.each([
  ["S2", "assigned", { by: "Sue", to: "Ben" }, "Sue assigned it to Ben"],
  ["S2", "assigned", { by: "Sue", teamId: "billing" }, "Sue put it into the queue of Billing"],
  ["S3", "transfer_offered", { by: "Ann", to: "Ben", note: "" }, "Ann offered it to Ben"],
  ["S3", "transfer_offered", { by: "Ann", to: "Ben", note: "knows it" }, "Ann offered it to Ben: “knows it”"],
  ["S3", "transfer_offered", { by: "Ann", teamId: "billing", note: "" }, "Ann offered it to Billing"],
  ["S10", "transfer_offered", { to: "Ben" }, "Offered to Ben"],
  ["S3", "transfer_accepted", { by: "Ben", from: "Ann" }, "Ben took it from Ann"],
  ["S3", "transfer_accepted", { by: "Ben" }, "Ben accepted it"],
  ["S3", "transfer_rejected", { by: "Ben", reason: "" }, "Ben did not take it"],
  ["S3", "transfer_rejected", { by: "Ben", reason: "lunch" }, "Ben did not take it: “lunch”"],
  ["S3", "transfer_timed_out", {}, "The offer got no answer in time"],
  ["S3", "transfer_rescinded", { reason: "cancelled" }, "The offer was cancelled"],
  [
    "S3",
    "transfer_rescinded",
    { reason: "control_moved" },
    "The offer is over: the conversation has moved on",
  ],
  ["S3", "transfer_rescinded", { reason: "of a newer server" }, "The offer was withdrawn"],
  ["T7", "taken_over_from_agent", { by: "Sue", displaced: "Ann" }, "Sue took over from Ann"],
  ["T4", "ticket_reassigned", { assignee: "Sue" }, "Ticket goes to Sue"],
  ["M10", "participant_joined", { by: "Sue" }, "Sue joined the conversation"],
  ["M10", "participant_left", { by: "Sue", reason: "left" }, "Sue left"],
  ["S6", "wrap_up_started", { agent: "Ann" }, "Ann wraps up"],
  ["S6", "wrap_up_completed", { agent: "Ann" }, "Ann wrapped up"],
  ["S6", "wrap_up_completed", { agent: "Ann", disposition: "resolved" }, "Ann wrapped up: Resolved"],
  [
    "S6",
    "wrap_up_completed",
    { agent: "Ann", disposition: "sold", note: "two" },
    "Ann wrapped up: sold: “two”",
  ],
  ["S6", "wrap_up_expired", { agent: "Ann" }, "Ann's wrap-up ran out"],
  ["C3", "ai_reply_cancelled", { reason: "cancelled", by: "Ann", text: "x" }, "Ann cancelled the AI's reply"],
  ["C4", "ai_reply_cancelled", { reason: "new_message" }, "A new message came: the AI answers anew"],
  ["C6", "ai_reply_cancelled", { reason: "taken_over", text: "x" }, "The AI's reply was not sent"],
  [
    "C3",
    "ai_reply_cancelled",
    { reason: "control_moved", text: "x" },
    "The AI's reply was not sent: the conversation has moved on",
  ],
  [
    "C3",
    "ai_reply_cancelled",
    { reason: "ended", text: "x" },
    "The AI's reply was not sent: the conversation ended",
  ],
  [
    "C3",
    "ai_reply_cancelled",
    { reason: "ai_off", text: "x" },
    "The AI's reply was not sent: the AI is switched off",
  ],
  ["C3", "ai_reply_cancelled", { reason: "of a newer server", text: "x" }, "The AI's reply was not sent"],
  [
    "H21",
    "human_requested",
    { by: "ai", reason: "reply_cancelled" },
    "Nobody answered after the AI's reply was cancelled: a person is wanted",
  ],
  ["S6", "closed", { reason: "wrap_up" }, "Closed"],
  ["M8", "monitor_started", { by: "Sue" }, "Sue started monitoring"],
  ["M8", "monitor_stopped", { by: "Sue", reason: "took_over" }, "Sue stopped monitoring by taking over"],
  ["M8", "monitor_stopped", { by: "Sue", reason: "of a newer server" }, "Sue stopped monitoring"],
])("[%s] %s is worded", (_rule, code, params, line) => {
  expect(systemLine(code, params, "Tom", team)).toBe(line);
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
  expect(say("participant_left", { by: "Sue" })).toBeNull();
  expect(say("ai_resumed", { reason: "allowed" })).toBeNull();
  expect(say("returned_to_queue", { reason: "no_response" })).toMatch(/back in the queue/u);
});

test("a line of a newer server is still read", () => {
  expect(say("moon_landed")).toBe("moon landed");
});
