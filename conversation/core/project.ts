import type { InternalEntry, PublicEntry } from "../protocol/entry.ts";
import type { Event, LogRecord } from "./events.ts";

/** Where a record stands: when, in which cycle, and the last seq of each ledger before it. */
export type Position = { at: number; cycle: number; public: number; internal: number };

export type Projection = { public: readonly PublicEntry[]; internal: readonly InternalEntry[] };

/** The AI's name is made on the screen; the wire carries none. */
const AI_AUTHOR = { id: "ai", name: "", role: "ai" } as const;

type Drop<Entry, Key extends string> = Entry extends unknown ? Omit<Entry, Key> : never;
type PublicDraft = Drop<PublicEntry, "seq" | "at" | "cycle" | "id"> & { id?: string };
type InternalDraft = Drop<InternalEntry, "seq" | "at" | "cycle" | "id" | "after"> & { id?: string };

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
  return { public: entries, internal };
}

/** The ledger entries of a whole record, in order. */
export function projectRecord(record: LogRecord): Projection {
  const drafts = record.events.map((event) => [publicEntryOf(event), internalEntryOf(event)] as const);
  const position: Position = {
    at: record.at,
    cycle: record.cycle,
    public: record.upto.public - drafts.filter(([entry]) => entry !== null).length,
    internal: record.upto.internal - drafts.filter(([, entry]) => entry !== null).length,
  };
  const whole: { public: PublicEntry[]; internal: InternalEntry[] } = { public: [], internal: [] };
  for (const event of record.events) {
    if (event.type === "taken_over") position.cycle += 1;
    const projection = projectEvent(event, position);
    position.public += projection.public.length;
    position.internal += projection.internal.length;
    whole.public.push(...projection.public);
    whole.internal.push(...projection.internal);
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
      return system("taken_over", { by: event.by.name, byId: event.by.id });
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
    case "ai_reply_failed":
      return system("ai_reply_failed", { reason: event.reason });
    case "alerted":
      return system(event.alert);
    case "owner_lost":
    case "owner_returned":
      return system(event.type);
    case "rated":
      return system("rated", { score: event.score, comment: event.comment });
    default:
      return null;
  }
}

function system(code: string, params: Record<string, string | number> = {}) {
  return { kind: "system" as const, code, params };
}
