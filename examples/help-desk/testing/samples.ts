import type { ConversationView, DirectoryRow, Entry, Person } from "../desk.ts";

/** Small true-to-type values for tests. */

export const ANN: Person = { id: "ann", name: "Ann" };
export const BEN: Person = { id: "ben", name: "Ben" };
export const SUE: Person = { id: "sue", name: "Sue" };

const CUSTOMER = { id: "c1", name: "Tom Baker", email: "tom@example.com", locale: "en" };

export function aView(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: "demo:1",
    state: "ai_active",
    readable: true,
    epoch: 1,
    cycle: 0,
    owner: null,
    ownedSince: null,
    can: ["send", "note", "takeOver"],
    timeline: [],
    hasEarlier: false,
    ticket: null,
    tickets: [],
    aiReply: "idle",
    aiResumesAt: null,
    heldReply: null,
    customer: CUSTOMER,
    typing: [],
    queuePosition: null,
    unread: 0,
    successorId: null,
    teamId: null,
    transferOffer: null,
    transfers: [],
    escalations: [],
    consultants: [],
    sentiment: null,
    sentimentTrend: null,
    wrapUp: null,
    ...change,
  };
}

/** The conversation as its owner sees it after a takeover. */
export function anOwnedView(owner: Person = ANN, change: Partial<ConversationView> = {}): ConversationView {
  return aView({
    state: "agent_active",
    epoch: 2,
    cycle: 1,
    owner,
    ownedSince: "2026-11-21T14:03:00.000Z",
    can: ["send", "note", "viewTicket", "allowAiReplies", "updateTicket", "end"],
    ticket: {
      id: "t1",
      cycle: 1,
      status: "on_you",
      subject: "Parcel has not arrived",
      summary: "The parcel was due on Monday.",
      assignee: owner,
      customer: CUSTOMER,
      link: "https://chat.example.com/help-desk/#conversation=demo%3A1",
    },
    ...change,
  });
}

/** With a reply of the AI that waits, for an agent who may change it. */
export function aHeldView(change: Partial<ConversationView> = {}): ConversationView {
  return aView({
    can: ["send", "note", "takeOver", "sendNow", "editAndSend", "cancelReply"],
    aiReply: "held",
    heldReply: {
      replyId: "r1",
      text: "It left yesterday.",
      dueAt: new Date(Date.now() + 45_000).toISOString(),
    },
    timeline: [messageOf("customer", "Where is my lamp?")],
    ...change,
  });
}

/** Another agent's conversation: its head and nothing of its content (M14). */
export function aHeadView(owner: Person = BEN, change: Partial<ConversationView> = {}): ConversationView {
  const { ticket, ...owned } = anOwnedView(owner);
  return {
    ...owned,
    readable: false,
    can: ["viewTicket"],
    customer: null,
    ticket: null,
    tickets: ticket
      ? [{ id: ticket.id, cycle: 1, status: ticket.status, subject: ticket.subject, assignee: owner }]
      : [],
    ...change,
  };
}

/** Another agent's conversation as Sue sees it while she watches it. */
export function aWatchedView(owner: Person = BEN, change: Partial<ConversationView> = {}): ConversationView {
  return anOwnedView(owner, {
    can: ["note", "viewTicket", "forceEnd", "stopMonitor", "join", "prepareTakeOver", "offerTransfer"],
    monitor: { person: SUE, since: "2026-11-21T14:05:00.000Z", leaseId: "lease" },
    ...change,
  });
}

export function aRow(change: Partial<DirectoryRow> = {}): DirectoryRow {
  return {
    id: "demo:1",
    version: 1,
    state: "ai_active",
    owner: null,
    cycle: 0,
    customer: { id: "c1", name: "Tom Baker", locale: "en" },
    subject: null,
    lastMessage: null,
    waitingSince: null,
    alert: null,
    unread: 0,
    teamId: null,
    transferOffer: null,
    escalations: 0,
    sentiment: null,
    sentimentTrend: null,
    createdAt: "2026-11-21T14:00:00.000Z",
    updatedAt: "2026-11-21T14:00:00.000Z",
    ...change,
  };
}

let made = 0;

type Base = { id: string; seq: number; at: string; cycle: number };

function base(at: string): Base {
  made += 1;
  return { id: `e${made}`, seq: made, at, cycle: 0 };
}

export function messageOf(
  role: "customer" | "ai" | "agent",
  text: string,
  change: {
    at?: string;
    name?: string;
    state?: "sending" | "sent" | "failed" | "streaming" | "interrupted";
  } = {},
): Extract<Entry, { kind: "message" }> {
  const { at = "2026-11-21T14:00:00.000Z", state = "sent" } = change;
  const name = change.name ?? { customer: "Tom Baker", ai: "", agent: "Ann" }[role];
  const id = { customer: "c1", ai: "ai", agent: name.toLowerCase() }[role];
  return { ...base(at), ledger: "public", kind: "message", author: { id, name, role }, text, state };
}

export function noteOf(text: string, at = "2026-11-21T14:00:00.000Z"): Entry {
  return { ...base(at), ledger: "internal", kind: "note", author: BEN, text };
}

export function separatorOf(code: "live_chat" | "ai_resumed", at = "2026-11-21T14:00:00.000Z"): Entry {
  return { ...base(at), ledger: "public", kind: "separator", code };
}

export function systemOf(
  code: string,
  params: Record<string, string | number> = {},
  at = "2026-11-21T14:00:00.000Z",
): Entry {
  return { ...base(at), ledger: "internal", kind: "system", code, params };
}
