import { isOpenAt, nextOpening } from "./hours.ts";
import { internal, isEnded, line, MINUTE, type Model, move, SECOND } from "./model.ts";
import type { AgentId, Mood } from "./steps.ts";

/** What can happen to a conversation and its ticket, whoever has it. */

/** The 10,000th message ends the conversation. */
export const MOST_MESSAGES = 10_000;
const SUMMARY_MS = 10 * SECOND;
const WRAP_UP_MS = 2 * MINUTE;
/** Answers that may have a thumb. */
const RATED_CAP = 50;
const UNREAD_CAP = 100;

/** H4: what was streamed stays, marked interrupted. */
export function interrupt(m: Model): void {
  if (!m.reply?.streamed) return;
  line(m, "ai, interrupted");
  m.messages += 1;
}

export function openTicket(m: Model, assignee: AgentId | null): void {
  m.tickets += 1;
  const status = assignee ? "on_you" : "new";
  const cycle = assignee ? m.cycle : m.cycle + 1;
  m.ticket = { n: m.tickets, cycle, status, assignee, subject: m.customerName };
  m.summaryAt = m.now + SUMMARY_MS;
  internal(m, "ticket_opened");
}

/** H2: cycle, ticket and separator; a ticket that waits is adopted (H19). */
export function own(m: Model, by: AgentId): void {
  m.cycle += 1;
  belongTo(m, by);
  m.afterPerson = true;
  line(m, "live_chat");
  internal(m, `taken_over ${by}`);
  if (m.ticket) {
    m.ticket = { ...m.ticket, cycle: m.cycle, status: "on_you", assignee: by };
    m.summaryAt = m.now + SUMMARY_MS;
    internal(m, "ticket_adopted");
  } else openTicket(m, by);
}

/** Who has it does not consult on it, and has a stake in it from here on (M8). */
export function belongTo(m: Model, by: AgentId): void {
  m.owner = by;
  m.consultants = m.consultants.filter(({ agent }) => agent !== by);
  // What they owe of an earlier part they do not owe before this one is over.
  m.wrapUps = m.wrapUps.filter(({ agent }) => agent !== by);
  haveStake(m, by);
}

export function haveStake(m: Model, agent: AgentId): void {
  if (!m.stakes.includes(agent)) m.stakes.push(agent);
}

export function closeTicket(m: Model): void {
  if (m.ticket) internal(m, "ticket_closed");
  m.ticket = null;
  m.summaryAt = null;
}

/** H19: the customer is told that nobody is there, and when somebody is (B6); an unassigned ticket waits. */
export function tellUnavailable(m: Model): void {
  line(m, "no_agent_available");
  m.told = true;
  m.backAt = isOpenAt(m, m.now) ? null : nextOpening(m, m.now);
  if (m.owner === null) m.unansweredAt = null;
  if (!m.ticket) openTicket(m, null);
}

export function customerSpeaks(m: Model, mood?: Mood): void {
  line(m, "customer");
  m.messages += 1;
  m.newest = "customer";
  m.declined = false;
  m.unread.team = Math.min(UNREAD_CAP, m.unread.team + 1);
  if (m.reply) m.reply.overtaken = true;
  if (m.column === "A") m.wanted = true;
  if (m.held) m.held.outdated = true;
  m.unansweredAt = m.owner ? (m.unansweredAt ?? m.now) : null;
  if (m.ticket?.status === "waiting_on_customer") m.ticket.status = "on_you";
  if (mood !== undefined) sound(m, mood);
}

/** S8: a message weighs half; what was said before it, the other half. */
function sound(m: Model, mood: number): void {
  const before = m.mood?.score ?? mood;
  const inHundredths = (value: number) => Math.round(value * 100) / 100;
  m.mood = { score: inHundredths((before + mood) / 2), trend: inHundredths(mood - before) };
}

export function agentSpeaks(m: Model, by: AgentId): void {
  line(m, "agent");
  m.messages += 1;
  m.newest = "agent";
  m.personWroteAt = m.now;
  if (m.owner === by) m.ownerWroteAt = m.now;
  m.unansweredAt = null;
  m.alerts = [];
  m.unread = { team: 0, customer: Math.min(UNREAD_CAP, m.unread.customer + 1) };
  if (m.ticket) m.ticket.status = "waiting_on_customer";
}

/** What it has written, or held, or an agent has written in its place (C5). */
export function aiSpeaks(m: Model, as: "ai" | "agent for the ai" = "ai"): void {
  line(m, as);
  m.messages += 1;
  if (!m.reply?.overtaken) m.newest = "ai";
  m.unread.customer = Math.min(UNREAD_CAP, m.unread.customer + 1);
  m.failedAt = null;
  m.afterPerson = false;
  m.thumbs = [...m.thumbs, null].slice(-RATED_CAP);
  m.reply = null;
  m.held = null;
  m.holdUntil = null;
}

/** S5, S6: one step ends everything; whoever had it wraps up before it closes. */
export function end(m: Model): void {
  interrupt(m);
  closeTicket(m);
  m.lastOwner = m.owner;
  const wrapsUp = m.wrapsUp ? m.owner : null;
  move(m, wrapsUp ? "W" : "C", true);
  line(m, "conversation_ended");
  m.consultants = [];
  if (wrapsUp) oweWrapUp(m, wrapsUp);
  else m.wrapUps = [];
}

export function oweWrapUp(m: Model, agent: AgentId): void {
  const others = m.wrapUps.filter((wrapUp) => wrapUp.agent !== agent);
  m.wrapUps = [...others, { agent, at: m.now, until: m.now + WRAP_UP_MS }];
  internal(m, `wrap_up_started ${agent}`);
}

/** With the last who owes it, an ended conversation closes. */
export function wrapUpOver(m: Model, agents: readonly AgentId[], how: "completed" | "expired"): void {
  for (const agent of agents) internal(m, `wrap_up_${how} ${agent}`);
  m.wrapUps = m.wrapUps.filter(({ agent }) => !agents.includes(agent));
  if (m.column !== "W" || m.wrapUps.length > 0) return;
  move(m, "C", false);
  internal(m, "closed wrapped_up");
}

/** Nobody has to wrap up any more. */
export function forceClosed(m: Model): void {
  m.wrapUps = [];
  move(m, "C", true);
  internal(m, "closed force_ended");
}

export const speakUpToTheLimit = (m: Model, speak: () => void) => {
  speak();
  if (m.messages >= MOST_MESSAGES) end(m);
};

export const endUnlessOver = (m: Model): void => {
  if (!isEnded(m)) end(m);
};
