import { aiWorks, isAhead, isEnded, type Model, somebodyAvailable } from "./model.ts";
import { type AgentId, PERMISSIONS, type PersonsStep, type Step } from "./steps.ts";
import type { RowName } from "./table.ts";

/** Which row of the table a step is, as things stand. */

type Command = PersonsStep["do"];

const CUSTOMERS: readonly Command[] = [
  ...(["send_message", "request_human", "cancel_request", "mark_read", "rate", "end"] as const),
];
const AGENTS: readonly Command[] = [
  ...(["send_message", "take_over", "allow_ai_replies", "end", "force_end"] as const),
  ...(["add_note", "mark_read", "update_ticket"] as const),
];

/** What an agent needs for it, whatever the state. */
const NEEDS: Partial<Record<Command, string>> = {
  send_message: "conversation.reply",
  take_over: "conversation.take_over",
  end: "conversation.end",
  force_end: "conversation.force_end",
  add_note: "conversation.note",
  mark_read: "conversation.read",
  update_ticket: "ticket.update",
};

const has = (agent: AgentId, permission: string) =>
  PERMISSIONS[agent].some((granted: string) => granted === permission);

export function rowOfPersons(m: Model, step: PersonsStep): RowName {
  const { by } = step;
  if (by === "maria") return CUSTOMERS.includes(step.do) ? rowOfCustomers(m, step) : "of the other role";
  if (!AGENTS.includes(step.do)) return "of the other role";
  if (step.do === "send_message" && step.epoch === "none") return "agent send_message, without epoch";
  return mayNot(m, step, by) ? "without the permission" : rowOfAgents(m, step, by);
}

function mayNot(m: Model, step: PersonsStep, by: AgentId): boolean {
  const needs = NEEDS[step.do];
  if (needs && !has(by, needs)) return true;
  // H10: such a message is a takeover. M14 and H13 know owners.
  const unowned = m.owner === null && !isEnded(m);
  if (step.do === "send_message" && unowned) return !has(by, "conversation.take_over");
  if (step.do === "allow_ai_replies") return m.owner !== by && !has(by, "conversation.allow_ai");
  return false;
}

function rowOfCustomers(m: Model, step: PersonsStep): RowName {
  switch (step.do) {
    case "send_message":
      return "customer send_message";
    case "request_human":
      return somebodyAvailable(m) ? "request_human, agent available" : "request_human, else";
    case "cancel_request":
      if (step.epoch === "stale") return "cancel_request, stale epoch";
      return m.aiOn ? "cancel_request" : "cancel_request, AI off";
    case "end":
      return step.epoch === "stale" ? "end, stale epoch" : "end by customer";
    case "mark_read":
      return "mark_read by customer";
    default:
      return "rate";
  }
}

function rowOfAgents(m: Model, step: PersonsStep, by: AgentId): RowName {
  const owner = isEnded(m) ? m.lastOwner : m.owner;
  const seesHead = m.owner !== null && m.owner !== by;
  switch (step.do) {
    case "send_message":
      if (step.epoch === "stale") return "agent send_message, stale epoch";
      return owner === by ? "owner send_message" : "agent send_message, not owner";
    case "take_over":
      if (owner === null) return "take_over, nobody owns";
      return owner === by ? "take_over by owner" : "take_over by another";
    case "allow_ai_replies":
      if (step.epoch === "stale") return "allow_ai_replies, stale epoch";
      return aiWorks(m) ? "allow_ai_replies, AI working" : "allow_ai_replies, AI off or failing";
    case "end":
      if (step.epoch === "stale") return "end, stale epoch";
      return owner === by ? "end by owner" : "end by another agent";
    case "force_end":
      return "force_end";
    case "add_note":
      return seesHead ? "add_note, sees the head" : "add_note, sees the content";
    case "mark_read":
      return seesHead ? "mark_read by agent, sees the head" : "mark_read by agent, sees the content";
    default:
      if (seesHead) return "update_ticket, sees the head";
      if (!m.ticket) return "update_ticket, none open";
      return step.do === "update_ticket" && step.of === "another"
        ? "update_ticket, another's id"
        : "update_ticket, one open";
  }
}

/** The row of what the AI and the room bring; null for what is no command. */
export function rowOfRooms(m: Model, step: Exclude<Step, PersonsStep>): RowName | null {
  switch (step.do) {
    case "begin_ai_reply":
      if (!m.wanted || m.reply || m.column !== "A") return "begin_ai_reply, not wanted";
      return m.aiOn ? "begin_ai_reply, wanted" : "begin_ai_reply, wanted, AI off";
    case "finish_ai_reply":
      return isStale(m, step) ? "finish_ai_reply, stale fence" : "finish_ai_reply, current fence";
    case "hand_off":
      if (isStale(m, step)) return "AI hands off, stale fence";
      return somebodyAvailable(m) ? "AI hands off, agent available" : "AI hands off, else";
    case "fail_ai_reply":
      // It carries no epoch: the generation's id alone says what has failed.
      if (isStale(m, step)) return "AI fails, stale fence";
      if (!m.aiOn) return "AI fails, AI off";
      return somebodyAvailable(m) ? "AI fails, agent available" : "AI fails, else";
    case "finish_summary":
      return m.summaryAt !== null && step.of === "open"
        ? "finish_summary, wanted"
        : "finish_summary, not wanted";
    case "correct_clock":
      return isAhead(m) ? "correct_clock, set by one ahead" : "correct_clock, all in the past";
    case "start":
      return "start, again";
    case "identify":
      return "identify";
    case "merge":
      return "merge";
    case "owner_presence":
      return "owner_presence";
    case "crash":
      return m.reply ? "AI cut off by a restart" : null;
    default:
      return null;
  }
}

function isStale(m: Model, step: { of: "newest" | "older" | "misdated" }): boolean {
  if (step.of !== "newest" || m.replies === 0) return true;
  return m.column === "A" && m.reply === null;
}
