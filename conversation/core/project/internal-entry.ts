import type { InternalEntry } from "../../protocol/entry.ts";
import type { Event } from "../events.ts";
import { agentOf, byWhom, type Drop, personOf, system, teamOf, toWhom } from "./line.ts";

type InternalDraft = Drop<InternalEntry, "seq" | "at" | "cycle" | "id" | "after"> & { id?: string };

/** Agents and supervisors see these. */
export function internalEntryOf(event: Event): InternalDraft | null {
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
      const raised = { escalationId: id, ...teamOf(event, teamId), reason, by };
      return system("escalated", event.person ? { ...raised, ...personOf(event.person) } : raised);
    }
    case "re_escalated": {
      const { escalationId, teamId, reason, by, person } = event;
      const raised = { escalationId, ...teamOf(event, teamId), reason, by };
      return system("re_escalated", person ? { ...raised, ...personOf(person) } : raised);
    }
    case "escalation_suppressed": {
      const { teamId, reason, until } = event;
      const held = { ...teamOf(event, teamId), reason, until: new Date(until).toISOString() };
      return system("escalation_suppressed", held);
    }
    case "escalation_resolved": {
      const { escalationId, teamId, reason, note, person } = event;
      return system("escalation_resolved", {
        ...{ escalationId, ...teamOf(event, teamId), reason, note },
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
