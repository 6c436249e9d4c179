import { clockTime } from "./model/time.ts";

type Params = Record<string, string | number>;

/** Words for the timeline's system lines. A line that tells nothing beside its neighbours has none. */
export function systemLine(code: string, params: Params, customerName: string): string | null {
  const line = LINES[code];
  return line ? line(params, customerName) : code.replaceAll("_", " ");
}

const LINES: Record<string, (params: Params, customer: string) => string | null> = {
  taken_over: ({ by }) => `${by} took over`,
  human_requested: ({ by, reason }, customer) =>
    by === "customer" ? `${customer} asked for a person` : handOff(String(reason)),
  request_cancelled: (_params, customer) => `${customer} went back to the AI`,
  no_agent_available: ({ backAt }, customer) =>
    backAt === undefined
      ? `${customer} was told that nobody is free now`
      : `${customer} was told that people are back at ${clockTime(String(backAt))}`,
  // The separator before it has said as much, unless nobody asked for it.
  ai_resumed: ({ reason }) =>
    reason === "allowed" ? null : (RELEASES[String(reason)] ?? "Back with the AI"),
  // Public, and without a reason: the internal line of the same commit says more.
  returned_to_queue: ({ reason }) =>
    reason === undefined ? null : `${RETURNS[String(reason)] ?? "Back in the queue"}`,
  ticket_opened: () => "Ticket opened",
  ticket_adopted: ({ assignee }) => `Ticket assigned to ${assignee}`,
  ticket_updated: ({ status }) => `Ticket: ${STATUSES[String(status)] ?? status}`,
  ticket_summarised: ({ subject }) => `Subject: ${subject}`,
  ticket_closed: () => "Ticket closed",
  ai_reply_failed: () => "The AI could not answer",
  nudge: () => "Reminder to the agent: no first message yet",
  joining_late: () => "Supervisors told: no first message yet",
  unanswered_late: () => "Supervisors told: the customer waits for an answer",
  owner_lost: () => "The agent's connection is gone",
  owner_returned: () => "The agent is back",
  rated: ({ score, comment }, customer) =>
    `${customer} rated ${score} of 5${comment ? `: “${comment}”` : ""}`,
  conversation_ended: ({ by, reason }, customer) => ending(String(by), String(reason), customer),
};

const RELEASES: Record<string, string> = {
  no_response: "No answer in time: back with the AI",
  agent_lost: "The agent was gone: back with the AI",
  queue_timeout: "Nobody was free in time: back with the AI",
};

const RETURNS: Record<string, string> = {
  no_response: "No answer in time: back in the queue",
  agent_lost: "The agent was gone: back in the queue",
};

const STATUSES: Record<string, string> = {
  new: "new",
  on_you: "on you",
  waiting_on_customer: "waiting on the customer",
  closed: "closed",
};

function handOff(reason: string): string {
  return reason === "ai_failed" ? "The AI failed and asked for a person" : "The AI asked for a person";
}

function ending(by: string, reason: string, customer: string): string {
  if (reason === "message_limit") return "The conversation is full and goes on in a new one";
  if (by === "customer") return `${customer} ended the conversation`;
  return by === "agent" ? "The conversation was ended by the team" : "The conversation ended";
}
