import { mayBegin } from "./budget.ts";
import { aiWorks, isAhead, isEnded, type Model, somebodyAvailable } from "./model.ts";
import { hasPart, monitors, readsContent } from "./people.ts";
import { type ControlStep, rowOfControl, rowOfFinish } from "./rows-control.ts";
import { type RoutingStep, rowOfRouting } from "./rows-routing.ts";
import { rowOfRenewal, rowOfSupervision, type SupervisionStep } from "./rows-supervision.ts";
import { type AgentId, PERMISSIONS, type PersonsStep, type Step } from "./steps.ts";
import type { RowName } from "./table.ts";

/** Which row of the table a step is, as things stand. */

type Command = PersonsStep["do"];

const CUSTOMERS: readonly Command[] = [
  ...(["send_message", "request_human", "cancel_request", "mark_read", "end"] as const),
  ...(["rate", "rate_answer"] as const),
];
/** Only the customer's. */
const NO_AGENTS: readonly Command[] = ["request_human", "cancel_request", "rate", "rate_answer"];

/** What an agent needs for it, whatever the state. */
const NEEDS: Partial<Record<Command, string>> = {
  monitor: "conversation.monitor",
  stop_monitor: "conversation.monitor",
  prepare_take_over: "conversation.take_over_agent",
  confirm_take_over: "conversation.take_over_agent",
  join: "conversation.join",
  assign: "conversation.assign",
  // Who may assign may transfer besides.
  offer_transfer: "conversation.transfer",
  accept_transfer: "conversation.transfer",
  reject_transfer: "conversation.transfer",
  cancel_transfer: "conversation.transfer",
  send_message: "conversation.reply",
  take_over: "conversation.take_over",
  end: "conversation.end",
  force_end: "conversation.force_end",
  add_note: "conversation.note",
  mark_read: "conversation.read",
  update_ticket: "ticket.update",
  send_now: "reply.control",
  edit_and_send: "reply.control",
  cancel_reply: "reply.control",
  escalate: "escalation.raise",
};

const has = (agent: AgentId, permission: string) =>
  PERMISSIONS[agent].some((granted: string) => granted === permission);

export function rowOfPersons(m: Model, step: PersonsStep): RowName {
  const { by } = step;
  if (by === "maria") return CUSTOMERS.includes(step.do) ? rowOfCustomers(m, step) : "of the other role";
  if (NO_AGENTS.includes(step.do)) return "of the other role";
  if (step.do === "send_message" && step.epoch === "none") return "agent send_message, without epoch";
  return mayNot(m, step, by) ? "without the permission" : rowOfAgents(m, step, by);
}

function mayNot(m: Model, step: PersonsStep, by: AgentId): boolean {
  const needs = NEEDS[step.do];
  if (needs && !has(by, needs)) return true;
  // H10: such a message is a takeover. M14 and H13 know owners.
  const unowned = m.owner === null && !isEnded(m);
  if (step.do === "send_message" && unowned) return !has(by, "conversation.take_over");
  if (step.do === "allow_ai_replies") {
    // Who had it until now learns that it has moved.
    const moved = step.epoch === "stale" && m.owner !== null;
    return m.owner !== by && !has(by, "conversation.allow_ai") && !moved;
  }
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
      if (step.epoch === "stale") return "end, stale epoch";
      return wrapsUp(m) ? "end by customer" : "end by customer, no wrap-up";
    case "mark_read":
      return "mark_read by customer";
    case "rate_answer":
      return m.thumbs.length > 0 && step.answer !== "none" ? "rate_answer" : "rate_answer, of something else";
    default:
      return "rate";
  }
}

/** What has ended has been asked already whether it is wrapped up. */
const wrapsUp = (m: Model) => m.wrapsUp || isEnded(m);

type Everyday = Exclude<PersonsStep, SupervisionStep | RoutingStep | ControlStep>;

function rowOfAgents(m: Model, step: PersonsStep, by: AgentId): RowName {
  switch (step.do) {
    case "monitor":
    case "stop_monitor":
    case "prepare_take_over":
    case "confirm_take_over":
    case "join":
    case "leave_consult":
    case "complete_wrap_up":
      return rowOfSupervision(m, step, by);
    case "assign":
    case "offer_transfer":
    case "accept_transfer":
    case "reject_transfer":
    case "cancel_transfer":
      return rowOfRouting(m, step, by);
    case "send_now":
    case "edit_and_send":
    case "cancel_reply":
    case "escalate":
    case "resolve_escalation":
    case "complete_task":
      return rowOfControl(m, step, by);
    default:
      return rowOfEveryday(m, step, by);
  }
}

function rowOfEveryday(m: Model, step: Everyday, by: AgentId): RowName {
  const owner = isEnded(m) ? m.lastOwner : m.owner;
  const seesHead = !readsContent(m, by);
  switch (step.do) {
    case "send_message":
      if (step.epoch === "stale") return "agent send_message, stale epoch";
      if (owner === by) return "owner send_message";
      return owner !== null && joined(m, by) ? "send_message by who joined" : "agent send_message, not owner";
    case "take_over":
      if (owner === null) return "take_over, nobody owns";
      return owner === by ? "take_over by owner" : "take_over by another";
    case "allow_ai_replies":
      if (step.epoch === "stale") return "allow_ai_replies, stale epoch";
      return aiWorks(m) ? "allow_ai_replies, AI working" : "allow_ai_replies, AI off or failing";
    case "end":
      if (step.epoch === "stale") return "end, stale epoch";
      if (owner !== by) return "end by another agent";
      return wrapsUp(m) ? "end by owner" : "end by owner, no wrap-up";
    case "force_end":
      return wrapsUp(m) ? "force_end" : "force_end, no wrap-up";
    case "add_note":
      if (seesHead) return "add_note, sees the head";
      if (monitors(m, by)) return "add_note by who monitors";
      return m.owner !== by && hasPart(m, by)
        ? "add_note by who consults or wraps up"
        : "add_note, sees the content";
    case "mark_read":
      if (monitors(m, by)) return "mark_read by who monitors";
      return seesHead ? "mark_read by agent, sees the head" : "mark_read by agent, sees the content";
    default:
      if (seesHead) return "update_ticket, sees the head";
      if (!m.ticket) return "update_ticket, none open";
      return step.do === "update_ticket" && step.of === "another"
        ? "update_ticket, another's id"
        : "update_ticket, one open";
  }
}

const joined = (m: Model, agent: AgentId) =>
  m.consultants.some((consultant) => consultant.agent === agent && consultant.by === "join");

/** The row of what the AI and the room bring; null for what is no command. */
export function rowOfRooms(m: Model, step: Exclude<Step, PersonsStep>): RowName | null {
  switch (step.do) {
    case "begin_ai_reply":
      if (!m.wanted || m.reply || m.column !== "A") return "begin_ai_reply, not wanted";
      if (!m.aiOn) return "begin_ai_reply, wanted, AI off";
      if (mayBegin(m)) return "begin_ai_reply, wanted";
      return somebodyAvailable(m)
        ? "begin_ai_reply, budget used up, agent available"
        : "begin_ai_reply, budget used up, else";
    case "finish_ai_reply":
      return isStale(m, step) ? "finish_ai_reply, stale fence" : rowOfFinish(m);
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
      return wrapsUp(m) ? "merge" : "merge, no wrap-up";
    case "route":
      return m.offer ? "route, an offer stands" : "route";
    case "renew_monitor":
      return rowOfRenewal(m, step);
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
