import { COLUMNS, type Column } from "./cells.ts";
import {
  type ControlState,
  controlMoves,
  copyOfControl,
  correctControl,
  newControlState,
  timesOfControl,
} from "./control-state.ts";
import { isOpenAt } from "./hours.ts";
import type { AgentId, Destination, Workspace } from "./steps.ts";

/** What the model knows of a conversation: enough to say what every step must come to. Times in milliseconds. */
export type Model = ControlState & {
  /** Null: wishes are carried out by steps. Else by the room itself, at once. */
  room: { summaries: boolean } | null;
  now: number;
  aiOn: boolean;
  /** The workspace asks for a wrap-up. */
  wrapsUp: boolean;
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
  alerts: (
    | ("nudge" | "joining_late" | "unanswered_late" | "reply_near")
    | ("sla_first" | "sla_next" | "sla_queue")
  )[];
  /** The customer has been told that it takes longer. */
  saidLate: boolean;
  /** In this state the customer has been told that nobody is there. */
  told: boolean;
  /** The open ticket; `n` counts all that were opened. */
  ticket: { n: number; cycle: number; status: string; assignee: AgentId | null; subject: string } | null;
  tickets: number;
  /** Until when the ticket waits for its summary. */
  summaryAt: number | null;
  customerName: string;
  rated: boolean;
  /** On each of the AI's newest answers, whether it was helpful; null where the customer has not said. */
  thumbs: ("up" | "down" | null)[];
  /** How the customer sounds: by and large, and how the newest message differs from that. */
  mood: { score: number; trend: number } | null;
  /** Who wrote the newest public message; interrupted text is none. */
  newest: "customer" | "agent" | "ai" | null;
  /** The AI has handed off what the newest message asks. */
  declined: boolean;
  wanted: boolean;
  /** A person has had it since the AI last spoke. */
  afterPerson: boolean;
  /** Of a quiet one nobody sees a word before it is done: it is to be held. */
  reply: {
    streamed: boolean;
    overtaken: boolean;
    quiet: boolean;
    at: number;
    /** What the AI is told of the conversation: all that was said, and whether a person has had it since (H15). */
    given: { turns: number; resumed: boolean };
  } | null;
  /** Generations begun. */
  replies: number;
  failedAt: number | null;
  messages: number;
  unread: { customer: number; team: number };

  /** The team whose queue it stands in. */
  team: string | null;
  /** The offer that stands; `n` counts all that were made. */
  offer: { n: number; from: AgentId | null; to: Destination; at: number; until: number } | null;
  offers: number;
  /** What the last offers came to. */
  transfers: { n: number; outcome: "accepted" | "rejected" | "timed_out" | "rescinded" }[];
  consultants: { agent: AgentId; by: "transfer" | "join" }[];
  wrapUps: { agent: AgentId; at: number; until: number }[];
  /** Who monitors, and in which lease of all that there were. */
  monitor: { n: number; by: AgentId; since: number } | null;
  leases: number;
  leaseUntil: number;
  /** What each supervisor could last confirm a takeover with. */
  prepared: Partial<Record<AgentId, { lease: number; epoch: number; until: number }>>;
  /** Who has ever had a part in it. */
  stakes: AgentId[];

  /** Entries of each ledger so far, and those of the step in progress. */
  seqs: { public: number; internal: number; audit: number };
  lines: string[];
  internal: string[];
  audit: string[];
};

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
const FAILING_MS = 5 * MINUTE;

export function newModel(aiOn: boolean, now: number, room: Model["room"]): Model {
  return {
    ...{
      room,
      now,
      aiOn,
      wrapsUp: true,
      workspace: { available: ["ann", "ben", "sue", "tom"], present: [] },
    },
    ...{ column: aiOn ? "A" : "Q", epoch: 1, cycle: 0, owner: null, lastOwner: null, since: now },
    ...{ prolongedAt: null, lostAt: null, unansweredAt: null, alerts: [], saidLate: false, told: false },
    ...{ ticket: null, tickets: 0, summaryAt: null, customerName: "Maria", mood: null },
    ...{ rated: false, thumbs: [] },
    ...{ newest: null, declined: false, wanted: false, afterPerson: false },
    ...{ reply: null, replies: 0, failedAt: null },
    ...{ messages: 0, unread: { customer: 0, team: 0 } },
    ...{ team: null, offer: null, offers: 0, transfers: [], consultants: [], wrapUps: [] },
    ...{ monitor: null, leases: 0, leaseUntil: 0, prepared: {}, stakes: [] },
    ...newControlState(aiOn, now),
    ...{ seqs: { public: 0, internal: 0, audit: 0 }, lines: [], internal: [], audit: [] },
  };
}

/** Another model that stands where this one stands. */
export function copyOf(m: Model): Model {
  return {
    ...m,
    ...copyOfControl(m),
    ...{ alerts: [...m.alerts], ticket: m.ticket && { ...m.ticket }, mood: m.mood && { ...m.mood } },
    ...{ reply: m.reply && { ...m.reply }, unread: { ...m.unread }, offer: m.offer && { ...m.offer } },
    ...{ transfers: [...m.transfers], consultants: [...m.consultants], stakes: [...m.stakes] },
    ...{ wrapUps: m.wrapUps.map((wrapUp) => ({ ...wrapUp })), monitor: m.monitor && { ...m.monitor } },
    ...{ prepared: { ...m.prepared }, seqs: { ...m.seqs } },
    ...{ thumbs: [...m.thumbs], lines: [...m.lines], internal: [...m.internal], audit: [...m.audit] },
  };
}

export const isEnded = (m: Model) => m.column === "W" || m.column === "C";
export const aiWorks = (m: Model) => m.aiOn && !(m.failedAt !== null && m.now - m.failedAt < FAILING_MS);
/** Clocks are put right by a second without anybody noticing. */
const CLOCK_TOLERANCE_MS = 1_000;
/** The times that deadlines are counted from, one of them written by a clock that was ahead. */
export const isAhead = (m: Model) =>
  [m.since, m.prolongedAt, m.unansweredAt, m.lostAt, m.failedAt, m.reply?.at, m.offer?.at]
    .concat(
      m.wrapUps.map(({ at }) => at),
      timesOfControl(m),
    )
    .some((time) => typeof time === "number" && time > m.now + CLOCK_TOLERANCE_MS);
/** In hours; unknown counts as somebody. */
export const somebodyAvailable = (m: Model) =>
  isOpenAt(m, m.now) && (m.workspace === null || m.workspace.available.length > 0);
/** In hours; unknown counts as nobody. */
export const anotherAvailable = (m: Model) =>
  isOpenAt(m, m.now) && (m.workspace?.available.some((agent) => agent !== m.owner) ?? false);

/** An entry of the public ledger. */
export function line(m: Model, text: string): void {
  m.lines.push(text);
  m.seqs.public += 1;
}

/** An entry of the ledger that agents read besides. */
export function internal(m: Model, text: string): void {
  m.internal.push(text);
  m.seqs.internal += 1;
}

/** An entry of the ledger that is supervision's own. */
export function audit(m: Model, text: string): void {
  m.audit.push(text);
  m.seqs.audit += 1;
}

/** Control goes to a column. With the epoch, whatever belonged to the state before is over. */
export function move(m: Model, to: Column, epochMoves: boolean): void {
  m.column = to;
  if (!epochMoves) return;
  Object.assign(m, { epoch: m.epoch + 1, since: m.now, prolongedAt: null, owner: null, lostAt: null });
  // A first answer that was late is missed once, until the AI has it again.
  const missed = to === "Q" || to === "J" || to === "G" ? m.alerts.filter((one) => one === "sla_first") : [];
  Object.assign(m, { unansweredAt: null, alerts: missed, saidLate: false, told: false });
  Object.assign(m, { reply: null, team: null });
  controlMoves(m, to, m.now);
  // H14: the AI speaks only when the newest public message is the customer's.
  m.wanted = to === "A" && m.newest === "customer" && !m.declined;
}

/** Where a cell says that control goes; null where it stays. */
export function destinationOf(cell: string): Column | null {
  return COLUMNS.find((column) => cell.startsWith(column)) ?? null;
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
  correctControl(m, m.now);
  // What was given so much time has as much from now on.
  for (const term of [...(m.offer ? [m.offer] : []), ...m.wrapUps]) {
    if (term.at > m.now) Object.assign(term, { at: m.now, until: m.now + term.until - term.at });
  }
  // How long the summary has taken cannot be told any more: the fallback stands.
  if (m.summaryAt !== null) m.summaryAt = m.now;
}
