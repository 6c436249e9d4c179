import type { AgentId, Workspace } from "./steps.ts";
import type { Column } from "./table.ts";

/** What the model knows of a conversation: enough to say what every step must come to. Times in milliseconds. */
export type Model = {
  /** Null: wishes are carried out by steps. Else by the room itself, at once. */
  room: { summaries: boolean } | null;
  now: number;
  aiOn: boolean;
  workspace: Workspace;
  column: Column;
  epoch: number;
  cycle: number;
  owner: AgentId | null;
  /** Who owned it when it ended. */
  lastOwner: AgentId | null;
  since: number;
  prolongedAt: number | null;
  lostAt: number | null;
  /** Since when a customer's message has waited for the owner. */
  unansweredAt: number | null;
  /** What this state's deadlines have told so far. */
  alerts: ("nudge" | "joining_late" | "unanswered_late")[];
  /** In this state the customer has been told that nobody is there. */
  told: boolean;
  /** The open ticket; `n` counts all that were opened. */
  ticket: { n: number; cycle: number; status: string; assignee: AgentId | null; subject: string } | null;
  tickets: number;
  /** Until when the ticket waits for its summary. */
  summaryAt: number | null;
  customerName: string;
  /** Who wrote the newest public message; interrupted text is none. */
  newest: "customer" | "agent" | "ai" | null;
  /** The AI has handed off what the newest message asks. */
  declined: boolean;
  wanted: boolean;
  /** A person has had it since the AI last spoke. */
  afterPerson: boolean;
  reply: { streamed: boolean; overtaken: boolean; at: number } | null;
  /** Generations begun. */
  replies: number;
  failedAt: number | null;
  messages: number;
  unread: { customer: number; team: number };
  /** Public entries so far, and those of the step in progress. */
  seq: number;
  lines: string[];
};

export const MINUTE = 60_000;
/** The 10,000th message ends the conversation. */
export const MOST_MESSAGES = 10_000;
const FAILING_MS = 5 * MINUTE;
const SUMMARY_MS = 10_000;
const UNREAD_CAP = 100;

export function newModel(aiOn: boolean, now: number, room: Model["room"]): Model {
  return {
    ...{ room, now, aiOn, workspace: { available: ["ann", "ben"], present: [] } },
    ...{ column: aiOn ? "A" : "Q", epoch: 1, cycle: 0, owner: null, lastOwner: null, since: now },
    ...{ prolongedAt: null, lostAt: null, unansweredAt: null, alerts: [], told: false },
    ...{ ticket: null, tickets: 0, summaryAt: null, customerName: "Maria" },
    ...{ newest: null, declined: false, wanted: false, afterPerson: false },
    ...{ reply: null, replies: 0, failedAt: null },
    ...{ messages: 0, unread: { customer: 0, team: 0 }, seq: 0, lines: [] },
  };
}

export const isEnded = (m: Model) => m.column === "C";
export const aiWorks = (m: Model) => m.aiOn && !(m.failedAt !== null && m.now - m.failedAt < FAILING_MS);
/** Clocks are put right by a second without anybody noticing. */
const CLOCK_TOLERANCE_MS = 1_000;
/** The times that deadlines are counted from, one of them written by a clock that was ahead. */
export const isAhead = (m: Model) =>
  [m.since, m.prolongedAt, m.unansweredAt, m.lostAt, m.failedAt, m.reply?.at ?? null].some(
    (time) => time !== null && time > m.now + CLOCK_TOLERANCE_MS,
  );
/** Unknown counts as somebody. */
export const somebodyAvailable = (m: Model) => m.workspace === null || m.workspace.available.length > 0;
/** Unknown counts as nobody. */
export const anotherAvailable = (m: Model) =>
  m.workspace?.available.some((agent) => agent !== m.owner) ?? false;

/** A public entry. */
export function line(m: Model, text: string): void {
  m.lines.push(text);
  m.seq += 1;
}

/** Control goes to a column. With the epoch, whatever belonged to the state before is over. */
export function move(m: Model, to: Column, epochMoves: boolean): void {
  m.column = to;
  if (!epochMoves) return;
  Object.assign(m, { epoch: m.epoch + 1, since: m.now, prolongedAt: null, owner: null, lostAt: null });
  Object.assign(m, { unansweredAt: null, alerts: [], told: false, reply: null });
  // H14: the AI speaks only when the newest public message is the customer's.
  m.wanted = to === "A" && m.newest === "customer" && !m.declined;
}

/** I9: a clock that was ahead must not put off what is due. */
export function correctClock(m: Model): void {
  const capped = (time: number | null) => (time === null ? null : Math.min(time, m.now));
  m.since = Math.min(m.since, m.now);
  m.prolongedAt = capped(m.prolongedAt);
  m.unansweredAt = capped(m.unansweredAt);
  m.lostAt = capped(m.lostAt);
  m.failedAt = capped(m.failedAt);
  if (m.reply) m.reply.at = Math.min(m.reply.at, m.now);
  // How long the summary has taken cannot be told any more: the fallback stands.
  if (m.summaryAt !== null) m.summaryAt = m.now;
}

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
}

/** H2: cycle, ticket and separator; a ticket that waits is adopted (H19). */
export function own(m: Model, by: AgentId): void {
  m.cycle += 1;
  m.owner = by;
  m.afterPerson = true;
  line(m, "live_chat");
  if (m.ticket) {
    m.ticket = { ...m.ticket, cycle: m.cycle, status: "on_you", assignee: by };
    m.summaryAt = m.now + SUMMARY_MS;
  } else openTicket(m, by);
}

export function closeTicket(m: Model): void {
  m.ticket = null;
  m.summaryAt = null;
}

/** H19: the customer is told that nobody is there; an unassigned ticket waits. */
export function tellUnavailable(m: Model): void {
  line(m, "no_agent_available");
  m.told = true;
  if (!m.ticket) openTicket(m, null);
}

export function customerSpeaks(m: Model): void {
  line(m, "customer");
  m.messages += 1;
  m.newest = "customer";
  m.declined = false;
  m.unread.team = Math.min(UNREAD_CAP, m.unread.team + 1);
  if (m.reply) m.reply.overtaken = true;
  if (m.column === "A") m.wanted = true;
  if (m.owner) m.unansweredAt ??= m.now;
  if (m.ticket?.status === "waiting_on_customer") m.ticket.status = "on_you";
}

export function agentSpeaks(m: Model): void {
  line(m, "agent");
  m.messages += 1;
  m.newest = "agent";
  m.unansweredAt = null;
  m.alerts = [];
  m.unread = { team: 0, customer: Math.min(UNREAD_CAP, m.unread.customer + 1) };
  if (m.ticket) m.ticket.status = "waiting_on_customer";
}

export function aiSpeaks(m: Model): void {
  line(m, "ai");
  m.messages += 1;
  if (!m.reply?.overtaken) m.newest = "ai";
  m.unread.customer = Math.min(UNREAD_CAP, m.unread.customer + 1);
  m.failedAt = null;
  m.afterPerson = false;
  m.reply = null;
}

export function end(m: Model): void {
  interrupt(m);
  closeTicket(m);
  m.lastOwner = m.owner;
  move(m, "C", true);
  line(m, "conversation_ended");
}
