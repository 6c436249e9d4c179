import { COLUMNS, type Column } from "./cells.ts";
import { SLA_MS } from "./escalations.ts";
import { NEAR_MS } from "./held.ts";
import { closingTime, isOpenAt, nextOpening, resumeTime, WARN_MS } from "./hours.ts";
import { aiWorks, anotherAvailable, MINUTE, type Model, somebodyAvailable } from "./model.ts";
import { rowOfClosing } from "./rows-control.ts";
import type { RowName } from "./table.ts";

/** H21 and its like: which deadline runs in which state, from when, for how long, and which row it stands for. */
type Rule = {
  kind: string;
  in: readonly Column[];
  from: (m: Model) => number | null | readonly number[];
  after: number;
  row: (m: Model) => RowName;
};

const toQueue = (m: Model) => anotherAvailable(m) || !aiWorks(m);
const UNTIL_CLOSED = COLUMNS.filter((column) => column !== "C");
const unlessTold = (m: Model, alert: Model["alerts"][number], from: number | null) =>
  m.alerts.includes(alert) ? null : from;

/** Who have gone home do not miss it: it is missed as they come back. */
function missedAt(m: Model, breach: Model["alerts"][number], from: number | null, after: number) {
  if (from === null || !m.terms.sla || m.alerts.includes(breach)) return null;
  return isOpenAt(m, from + after) ? from + after : nextOpening(m, from + after);
}

/** Where there is no AI to go back to, nobody comes before opening time. */
function queueUntil(m: Model): number {
  const from = m.prolongedAt ?? m.since;
  const opening = m.prolongedAt !== null && !isOpenAt(m, from) ? nextOpening(m, from) : null;
  return opening ?? from + 10 * MINUTE;
}

/** Told at another time than it is now, or that it was one at all, agents are told again. */
function announcedAt(m: Model): number | null {
  const resumes = resumeTime(m);
  if (m.closingAt !== null) return m.closingAt === resumes ? null : m.since;
  return resumes === null ? null : resumes - WARN_MS;
}

export const DEADLINES: readonly Rule[] = [
  {
    kind: "nudge",
    in: ["J"],
    from: (m) => unlessTold(m, "nudge", m.since),
    after: MINUTE,
    row: () => "nudge",
  },
  {
    kind: "joining_late",
    in: ["J"],
    from: (m) => unlessTold(m, "joining_late", m.since),
    after: 3 * MINUTE,
    row: () => "alert, joining late",
  },
  {
    kind: "join",
    in: ["J"],
    from: (m) => m.since,
    after: 5 * MINUTE,
    row: (m) => (toQueue(m) ? "joining deadline, to the queue" : "joining deadline, to the AI"),
  },
  {
    kind: "unanswered_late",
    in: ["A", "G"],
    from: (m) => unlessTold(m, "unanswered_late", m.unansweredAt),
    after: 5 * MINUTE,
    row: () => "alert, unanswered",
  },
  {
    // In A it is the customer's question that the AI was to have answered.
    kind: "unanswered",
    in: ["A", "G"],
    from: (m) => m.unansweredAt,
    after: 15 * MINUTE,
    row: (m) => {
      if (m.column === "G")
        return toQueue(m) ? "unanswered deadline, to the queue" : "unanswered deadline, to the AI";
      return somebodyAvailable(m)
        ? "cancelled reply, unanswered, agent available"
        : "cancelled reply, unanswered, else";
    },
  },
  {
    kind: "queue",
    in: ["Q"],
    from: queueUntil,
    after: 0,
    row: (m) => (aiWorks(m) ? "queue deadline, AI working" : "queue deadline, AI off or failing"),
  },
  {
    kind: "sla_first",
    in: ["Q", "J", "G"],
    from: (m) => missedAt(m, "sla_first", m.personWroteAt === null ? m.humanSince : null, SLA_MS.first),
    after: 0,
    row: () => "first response late",
  },
  {
    kind: "sla_next",
    in: ["J", "G"],
    from: (m) => missedAt(m, "sla_next", m.personWroteAt === null ? null : m.unansweredAt, SLA_MS.next),
    after: 0,
    row: () => "next response late",
  },
  {
    kind: "sla_queue",
    in: ["Q"],
    from: (m) => missedAt(m, "sla_queue", m.since, SLA_MS.queue),
    after: 0,
    row: () => "queued for too long",
  },
  {
    kind: "closing_soon",
    in: ["Q", "J", "G"],
    from: announcedAt,
    after: 0,
    row: () => "closing announced",
  },
  {
    kind: "closing",
    in: ["Q", "J", "G"],
    from: closingTime,
    after: 0,
    row: rowOfClosing,
  },
  {
    kind: "lost",
    in: ["J", "G"],
    from: (m) => m.lostAt,
    after: 90_000,
    row: (m) => {
      if (m.owner && m.workspace?.present.includes(m.owner)) return "agent-lost deadline, is back";
      return toQueue(m) ? "agent-lost deadline, to the queue" : "agent-lost deadline, to the AI";
    },
  },
  {
    kind: "generation",
    in: ["A"],
    from: (m) => m.reply?.at ?? null,
    after: 3 * MINUTE,
    row: (m) => {
      if (!m.aiOn) return "generation deadline, AI off";
      return somebodyAvailable(m) ? "generation deadline, agent available" : "generation deadline, else";
    },
  },
  {
    kind: "reply_near",
    in: ["A"],
    from: (m) => unlessTold(m, "reply_near", m.held && m.held.dueAt - NEAR_MS),
    after: 0,
    row: () => "held reply, near",
  },
  {
    // Where replies are no longer held, it has waited long enough.
    kind: "held_reply",
    in: ["A"],
    from: (m) => m.held && (m.terms.cadence ? m.held.dueAt : m.held.at),
    after: 0,
    row: (m) => (m.aiOn ? "held reply, its time" : "held reply, its time, AI off"),
  },
  {
    kind: "summary",
    in: ["A", "Q", "J", "G"],
    from: (m) => m.summaryAt,
    after: 0,
    row: () => "summary deadline",
  },
  {
    kind: "offer",
    in: ["Q", "J", "G"],
    from: (m) => m.offer?.until ?? null,
    after: 0,
    row: () => "offer deadline",
  },
  {
    // All that fall together are one deadline.
    kind: "wrap_up",
    in: UNTIL_CLOSED,
    from: (m) => [...new Set(m.wrapUps.map(({ until }) => until))],
    after: 0,
    row: (m) =>
      m.wrapUps.every(({ until }) => until <= m.now)
        ? "wrap-up deadline, the last"
        : "wrap-up deadline, more to come",
  },
  {
    kind: "monitor",
    in: UNTIL_CLOSED,
    from: (m) => (m.monitor ? m.leaseUntil : null),
    after: 0,
    row: () => "monitor deadline",
  },
];

export type Deadline = { rule: Rule; epoch: number; at: number };

/** All that run now, in the table's order. */
export function deadlinesOf(m: Model): Deadline[] {
  const found: Deadline[] = [];
  for (const rule of DEADLINES) {
    const from = rule.in.includes(m.column) ? rule.from(m) : null;
    if (from === null) continue;
    const times = typeof from === "number" ? [from] : from;
    for (const time of times) found.push({ rule, epoch: m.epoch, at: time + rule.after });
  }
  return found;
}

export function nextDeadline(m: Model): number | null {
  const times = deadlinesOf(m).map(({ at }) => at);
  return times.length === 0 ? null : Math.min(...times);
}
