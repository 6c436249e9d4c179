import { t } from "./i18n.ts";
import { clockTime } from "./model/time.ts";
import { words } from "./words.ts";

type Params = Readonly<Record<string, string | number>>;
type Around = {
  customer: string;
  teamName(id: string): string;
  /** A time in the workspace's zone. */
  timeOf(iso: string): string;
};
type Line = (params: Params, around: Around) => string | null;

/** Words for the timeline's system lines. A line that tells nothing beside its neighbours has none. */
export function systemLine(
  code: string,
  params: Params,
  customer: string,
  teamName: (id: string) => string = (id) => id,
  timeOf: (iso: string) => string = clockTime,
): string | null {
  const line = LINES[code];
  return line ? line(params, { customer, teamName, timeOf }) : code.replaceAll("_", " ");
}

/** What these lines are made of; those without parameters stand there ready. */
const ready = words.system;

/** In HIPAA mode the server names no team of an escalation (E2): then the words do without. */
const LINES: Record<string, Line> = {
  taken_over: ({ by }) => t("system.took_over", { name: text(by) }),
  customer_identified: ({ name }) => t("system.customer_identified", { name: text(name) }),
  human_requested: ({ by, reason }, { customer }) => {
    if (by === "customer") return t("system.customer_asked", { customer });
    return among(ready.human_wanted, reason);
  },
  request_cancelled: (_params, { customer }) => t("system.request_cancelled", { customer }),
  no_agent_available: ({ backAt }, { customer }) =>
    backAt === undefined
      ? t("system.nobody_free", { customer })
      : t("system.back_at", { customer, time: clockTime(text(backAt)) }),
  // The separator before it has said as much, unless nobody asked for it.
  ai_resumed: ({ reason }) => (reason === "allowed" ? null : among(ready.ai_resumed, reason)),
  // Public, and without a reason: the internal line of the same commit says more.
  returned_to_queue: ({ reason }) => (reason === undefined ? null : among(ready.returned_to_queue, reason)),
  ticket_opened: () => ready.ticket_opened,
  ticket_adopted: ({ assignee }) => t("system.ticket_adopted", { name: text(assignee) }),
  ticket_reassigned: ({ assignee }) => t("system.ticket_reassigned", { name: text(assignee) }),
  ticket_updated: ({ status }) => among(ready.ticket_status, status),
  ticket_summarised: ({ subject }) => t("system.ticket_subject", { subject: text(subject) }),
  ticket_closed: () => ready.ticket_closed,
  ai_reply_cancelled: ({ by, reason }) =>
    reason === "cancelled" && by !== undefined
      ? t("system.reply_cancelled_by", { name: text(by) })
      : among(ready.reply_cancelled, reason),
  ai_reply_failed: () => ready.ai_reply_failed,
  ai_budget_spent: ({ of }) => among(ready.ai_budget_spent, of),
  nudge: () => ready.nudge,
  joining_late: () => ready.joining_late,
  unanswered_late: () => ready.unanswered_late,
  owner_lost: () => ready.owner_lost,
  owner_returned: () => ready.owner_returned,
  rated: ({ score, comment }, { customer }) =>
    comment
      ? t("system.rated_comment", { customer, score: text(score), comment })
      : t("system.rated", { customer, score: text(score) }),
  conversation_ended: ({ by, reason }, { customer }) => {
    if (reason === "message_limit") return ready.ended_full;
    if (by === "customer") return t("system.ended_by_customer", { customer });
    return by === "agent" ? ready.ended_by_team : ready.conversation_ended;
  },

  assigned: ({ by, to, teamId }, { teamName }) =>
    teamId === undefined
      ? t("system.assigned", { by: text(by), to: text(to) })
      : t("system.assigned_to_team", { by: text(by), team: teamName(text(teamId)) }),
  transfer_offered: ({ by, to, teamId, note }, { teamName }) => {
    const whom = teamId === undefined ? text(to) : teamName(text(teamId));
    // Without a name, the workspace itself has offered it (S10).
    if (!by) return t("system.offered_by_desk", { to: whom });
    const key = teamId === undefined ? "system.offered" : "system.offered_to_team";
    return noted(t(key, { by, to: whom, team: whom }), note);
  },
  transfer_accepted: ({ by, from }) =>
    from
      ? t("system.transfer_accepted", { by: text(by), from })
      : t("system.transfer_accepted_from_queue", { by: text(by) }),
  transfer_rejected: ({ by, reason }) => noted(t("system.transfer_rejected", { by: text(by) }), reason),
  transfer_timed_out: () => ready.transfer_timed_out,
  transfer_rescinded: ({ reason }) => among(ready.transfer_rescinded, reason),
  taken_over_from_agent: ({ by, displaced }) =>
    t("system.taken_over_from_agent", { by: text(by), displaced: text(displaced) }),
  participant_joined: ({ by }) => t("system.participant_joined", { name: text(by) }),
  // As above: public without a reason.
  participant_left: ({ by, reason }) =>
    reason === undefined ? null : t("system.participant_left", { name: text(by) }),
  wrap_up_started: ({ agent }) => t("system.wrap_up_started", { name: text(agent) }),
  wrap_up_completed: ({ agent, disposition, note }) => {
    const name = text(agent);
    if (!disposition) return noted(t("system.wrap_up_completed", { name }), note);
    const outcome = among({ ...words.wrapUp.dispositions, other: text(disposition) }, disposition);
    return noted(t("system.wrap_up_outcome", { name, outcome }), note);
  },
  wrap_up_expired: ({ agent }) => t("system.wrap_up_expired", { name: text(agent) }),
  closed: () => ready.closed,

  sla_breached: ({ breach }) => t("system.late", { what: words.escalation.reasonOf(text(breach)) }),
  escalated: ({ teamId, reason, by, person }, { teamName }) => {
    const key = RAISERS.find((known) => known === by) ?? "other";
    // Of a service level that was missed, the line before it has said which.
    const why = by === "sla" ? "" : reason;
    if (teamId === undefined) {
      const line = person ? t("system.escalated_by_hidden", { name: person }) : ready.escalated_hidden[key];
      return noted(line, why);
    }
    const team = teamName(text(teamId));
    const line = person
      ? t("system.escalated_by", { name: person, team })
      : t(`system.escalated.${key}`, { team });
    return noted(line, why);
  },
  re_escalated: ({ reason, by, person }) => {
    const line = person ? t("system.re_escalated_by", { name: person }) : ready.re_escalated;
    return noted(line, by === "sla" ? "" : reason);
  },
  escalation_suppressed: ({ teamId, reason, until }, { teamName, timeOf }) => {
    const time = timeOf(text(until));
    const line =
      teamId === undefined
        ? t("system.escalation_suppressed_hidden", { time })
        : t("system.escalation_suppressed", { team: teamName(text(teamId)), time });
    return noted(line, reason);
  },
  escalation_resolved: ({ teamId, reason, note, person }, { teamName }) => {
    const how = among(words.escalation.reasons, reason);
    if (teamId === undefined) {
      const line = person
        ? t("system.escalation_resolved_by_hidden", { name: person, how })
        : ready.escalation_resolved_hidden;
      return noted(line, note);
    }
    const team = teamName(text(teamId));
    const line = person
      ? t("system.escalation_resolved_by", { name: person, team, how })
      : t("system.escalation_resolved", { team });
    return noted(line, note);
  },
  task_completed: ({ by, reason, disposition }) => {
    const name = text(by);
    if (!disposition) return noted(t("system.callback", { name }), reason);
    const how = among({ ...words.escalation.dispositions, other: text(disposition) }, disposition);
    return noted(t("system.callback_how", { name, how }), reason);
  },
  closing_deferred: ({ until }, { timeOf }) => t("system.closing_deferred", { time: timeOf(text(until)) }),

  monitor_started: ({ by }) => t("system.monitor_started", { name: text(by) }),
  monitor_stopped: ({ by, reason }) =>
    t(`system.monitor_stopped.${STOPS.find((known) => known === reason) ?? "stopped"}`, { name: text(by) }),
};

const RAISERS = ["rule", "sla", "guardrail"] as const;
const STOPS = ["stopped", "expired", "took_over", "joined", "ended"] as const;

function text(value: string | number | undefined): string {
  return String(value ?? "");
}

function noted(line: string, note: string | number | undefined): string {
  return note ? t("system.with_note", { line, note }) : line;
}

/** What a newer server may name is not among them: then the general words do. */
function among(table: Readonly<Record<string, string>>, name: string | number | undefined): string {
  const key = text(name);
  return (Object.hasOwn(table, key) ? table[key] : table.other) ?? key;
}
