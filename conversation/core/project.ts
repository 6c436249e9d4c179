import type { AuditEntry, InternalEntry, PublicEntry } from "../protocol/entry.ts";
import type { Person } from "../protocol/shared.ts";
import type { Event, LogRecord } from "./events.ts";

/** Where a record stands: when, in which cycle, and the last seq of each ledger before it. */
export type Position = { at: number; cycle: number; public: number; internal: number; audit: number };

export type Projection = {
  public: readonly PublicEntry[];
  internal: readonly InternalEntry[];
  audit: readonly AuditEntry[];
};

/** The AI's name is made on the screen; the wire carries none. */
const AI_AUTHOR = { id: "ai", name: "", role: "ai" } as const;

type Drop<Entry, Key extends string> = Entry extends unknown ? Omit<Entry, Key> : never;
type PublicDraft = Drop<PublicEntry, "seq" | "at" | "cycle" | "id"> & { id?: string };
type InternalDraft = Drop<InternalEntry, "seq" | "at" | "cycle" | "id" | "after"> & { id?: string };
type AuditDraft = Omit<AuditEntry, "seq" | "at" | "cycle" | "id" | "after" | "afterInternal">;

/**
 * The ledger entries that an event stands for. Each event projects at most one entry to each ledger;
 * what an audience may not see is not in its ledger, so numbering cannot give it away.
 */
export function projectEvent(event: Event, position: Position): Projection {
  const at = new Date(position.at).toISOString();
  const publicDraft = publicEntryOf(event);
  const seq = position.public + 1;
  const entries: PublicEntry[] = publicDraft
    ? [{ id: `p${seq}`, ...publicDraft, seq, at, cycle: position.cycle }]
    : [];
  const internalDraft = internalEntryOf(event);
  const after = position.public + entries.length;
  const internalSeq = position.internal + 1;
  const internal: InternalEntry[] = internalDraft
    ? [{ id: `i${internalSeq}`, ...internalDraft, seq: internalSeq, after, at, cycle: position.cycle }]
    : [];
  const auditDraft = auditEntryOf(event);
  const auditSeq = position.audit + 1;
  const afterInternal = position.internal + internal.length;
  const audit: AuditEntry[] = auditDraft
    ? [{ id: `a${auditSeq}`, ...auditDraft, seq: auditSeq, after, afterInternal, at, cycle: position.cycle }]
    : [];
  return { public: entries, internal, audit };
}

/** The ledger entries of a whole record, in order. */
export function projectRecord(record: LogRecord): Projection {
  const { events, upto } = record;
  const count = (entryOf: (event: Event) => object | null) => events.filter((event) => entryOf(event)).length;
  const position: Position = {
    at: record.at,
    cycle: record.cycle,
    public: upto.public - count(publicEntryOf),
    internal: upto.internal - count(internalEntryOf),
    audit: upto.audit - count(auditEntryOf),
  };
  const whole: { public: PublicEntry[]; internal: InternalEntry[]; audit: AuditEntry[] } = {
    public: [],
    internal: [],
    audit: [],
  };
  for (const event of record.events) {
    if (event.type === "taken_over") position.cycle += 1;
    const projection = projectEvent(event, position);
    position.public += projection.public.length;
    position.internal += projection.internal.length;
    position.audit += projection.audit.length;
    whole.public.push(...projection.public);
    whole.internal.push(...projection.internal);
    whole.audit.push(...projection.audit);
  }
  return whole;
}

/** Customer, agents and supervisors see these. */
function publicEntryOf(event: Event): PublicDraft | null {
  switch (event.type) {
    case "message_sent":
      return {
        id: event.entryId,
        kind: "message",
        author: { ...event.author.person, role: event.author.role },
        text: event.text,
        state: "sent",
        clientId: event.clientId,
      };
    case "ai_reply_sent":
      return {
        id: event.replyId,
        kind: "message",
        author: AI_AUTHOR,
        text: event.text,
        state: "sent",
        ...(event.sources.length > 0 ? { sources: [...event.sources] } : {}),
        ...(event.offersPerson ? { offersPerson: true } : {}),
      };
    case "ai_reply_edited":
      return {
        id: event.replyId,
        kind: "message",
        author: { ...event.by, role: "agent" },
        text: event.text,
        state: "sent",
        origin: "ai",
      };
    case "ai_reply_interrupted":
      return {
        id: event.replyId,
        kind: "message",
        author: AI_AUTHOR,
        text: event.text,
        state: "interrupted",
      };
    case "taken_over":
      return { kind: "separator", code: "live_chat" };
    case "ai_resumed":
      return { kind: "separator", code: "ai_resumed" };
    case "human_unavailable":
      return system("no_agent_available", event.backAt === null ? {} : { backAt: event.backAt });
    case "returned_to_queue":
      return system("returned_to_queue");
    case "ended":
      return system("conversation_ended", { by: event.by, reason: event.reason });
    case "participant_joined":
      return system("participant_joined", byWhom(event.by));
    case "participant_left":
      return event.openly ? system("participant_left", byWhom(event.by)) : null;
    default:
      return null;
  }
}

/** Agents and supervisors see these. */
function internalEntryOf(event: Event): InternalDraft | null {
  switch (event.type) {
    case "note_added":
      return {
        id: event.entryId,
        kind: "note",
        author: event.author,
        text: event.text,
        clientId: event.clientId,
      };
    case "customer_identified":
      return system("customer_identified", { name: event.customer.name });
    case "human_requested":
      return system("human_requested", { by: event.by, reason: event.reason });
    case "request_cancelled":
      return system("request_cancelled");
    case "taken_over":
      return system("taken_over", byWhom(event.by));
    case "ai_resumed":
    case "returned_to_queue":
      return system(event.type, { reason: event.reason });
    case "ticket_opened":
      return system("ticket_opened", { ticketId: event.ticket.id, subject: event.ticket.subject });
    case "ticket_adopted":
      return system("ticket_adopted", { ticketId: event.ticketId, assignee: event.assignee.name });
    case "ticket_updated":
      return system("ticket_updated", { ticketId: event.ticketId, status: event.status });
    case "ticket_summarised":
      return system("ticket_summarised", { ticketId: event.ticketId, subject: event.subject });
    case "ticket_closed":
      return system("ticket_closed", { ticketId: event.ticketId, reason: event.reason });
    case "ai_budget_spent":
      return system("ai_budget_spent", { of: event.of });
    case "ai_reply_failed":
      return system("ai_reply_failed", { reason: event.reason });
    case "ai_reply_cancelled": {
      const { replyId, by, reason, text } = event;
      // What is answered anew is of no use to anybody.
      const draft = reason === "new_message" ? {} : { text };
      return system("ai_reply_cancelled", { replyId, reason, ...(by ? byWhom(by) : {}), ...draft });
    }
    case "sla_breached":
      return system("sla_breached", { breach: event.breach });
    case "escalated": {
      const { id, teamId, reason, by } = event.escalation;
      const raised = { escalationId: id, teamId, reason, by };
      return system("escalated", event.person ? { ...raised, ...personOf(event.person) } : raised);
    }
    case "re_escalated": {
      const { escalationId, reason, by, person } = event;
      return system("re_escalated", { escalationId, reason, by, ...(person ? personOf(person) : {}) });
    }
    case "escalation_suppressed": {
      const { teamId, reason, until } = event;
      return system("escalation_suppressed", { teamId, reason, until: new Date(until).toISOString() });
    }
    case "escalation_resolved": {
      const { escalationId, teamId, reason, note, person } = event;
      return system("escalation_resolved", {
        ...{ escalationId, teamId, reason, note },
        ...(person ? personOf(person) : {}),
      });
    }
    case "task_completed": {
      const { taskId, by, reason, disposition } = event;
      return system("task_completed", { taskId, ...byWhom(by), reason, disposition });
    }
    case "closing_deferred":
      return system("closing_deferred", { until: new Date(event.until).toISOString() });
    case "alerted":
      return event.alert === "reply_near" ? null : system(event.alert);
    case "owner_lost":
    case "owner_returned":
      return system(event.type);
    case "assigned":
      return system("assigned", { ...byWhom(event.by), ...toWhom(event.to) });
    case "transfer_offered": {
      const { offerId, from, to, note } = event.offer;
      return system("transfer_offered", { offerId, ...(from ? byWhom(from) : {}), ...toWhom(to), note });
    }
    case "transfer_accepted": {
      const { offerId, by, from } = event;
      return system("transfer_accepted", {
        offerId,
        ...byWhom(by),
        ...(from ? { from: from.name, fromId: from.id } : {}),
      });
    }
    case "transfer_rejected":
      return system("transfer_rejected", {
        offerId: event.offerId,
        ...byWhom(event.by),
        reason: event.reason,
      });
    case "transfer_timed_out":
      return system("transfer_timed_out", { offerId: event.offerId });
    case "transfer_rescinded":
      return system("transfer_rescinded", { offerId: event.offerId, reason: event.reason });
    case "ticket_reassigned": {
      const { ticketId, assignee } = event;
      return system("ticket_reassigned", { ticketId, assignee: assignee.name, assigneeId: assignee.id });
    }
    case "taken_over_from_agent": {
      const { by, displaced } = event;
      return system("taken_over_from_agent", {
        ...byWhom(by),
        displaced: displaced.name,
        displacedId: displaced.id,
      });
    }
    case "participant_joined":
      return system("participant_joined", byWhom(event.by));
    case "participant_left":
      return system("participant_left", { ...byWhom(event.by), reason: event.reason });
    case "ended":
      return event.wrapUp ? system("wrap_up_started", agentOf(event.wrapUp.agent)) : null;
    case "wrap_up_started":
      return system("wrap_up_started", agentOf(event.agent));
    case "wrap_up_completed": {
      const { agent, disposition, note } = event;
      return system("wrap_up_completed", { ...agentOf(agent), disposition, note });
    }
    case "wrap_up_expired":
      return system("wrap_up_expired", agentOf(event.agent));
    case "closed":
      return system("closed", { reason: event.reason });
    case "rated":
      return system("rated", { score: event.score, comment: event.comment });
    default:
      return null;
  }
}

/** Supervisors without a stake see these, and nobody else (M8). */
function auditEntryOf(event: Event): AuditDraft | null {
  switch (event.type) {
    case "monitor_started":
      return system("monitor_started", byWhom(event.by));
    case "monitor_stopped":
      return system("monitor_stopped", { ...byWhom(event.by), reason: event.reason });
    default:
      return null;
  }
}

function byWhom({ id, name }: Person) {
  return { by: name, byId: id };
}

function personOf({ id, name }: Person) {
  return { person: name, personId: id };
}

function agentOf({ id, name }: Person) {
  return { agent: name, agentId: id };
}

function toWhom(to: { agent: Person } | { teamId: string }): Record<string, string> {
  return "agent" in to ? { to: to.agent.name, toId: to.agent.id } : { teamId: to.teamId };
}

function system(code: string, params: Record<string, string | number> = {}) {
  return { kind: "system" as const, code, params };
}
