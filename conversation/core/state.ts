import type { ControlState, Customer, Person, Source, Thumb, TicketStatus } from "../protocol/shared.ts";
import type { TransferOutcome } from "../protocol/views.ts";
import type { Answers } from "./budget.ts";

/**
 * All that `decide` needs to know of a conversation: a fold of its log, stored with every commit.
 * It stays small (≤ 32 KiB) however long the conversation grows. Times are milliseconds since 1970.
 */
export type ConversationState = {
  id: string;
  workspace: string;
  /** Where an agent finds the conversation in the help desk. */
  link: string;
  customer: Customer;
  /** Which of the workspace's versions of the customer's details this is: an older one changes nothing. */
  customerVersion: number;
  startedAt: number;
  control: ControlState;
  /** +1 at every change of control: whatever acts later carries the epoch it was based on. */
  epoch: number;
  /** Number of the human stretch. */
  cycle: number;
  /** When control last changed. */
  since: number;
  /**
   * Since when the AI has not had control, or a closing time was passed over: at the next one it has it back (B2, B7).
   */
  humanSince: number | null;
  /** When that is, as agents have been told: it is near (B2). */
  closingAt: number | null;
  /** Until when it is put off, once (B4). */
  deferredUntil: number | null;
  /** When a person last wrote to the customer in this stretch. */
  personWroteAt: number | null;
  /** When people are back, where the customer was told that nobody is there (B6). */
  backAt: string | null;
  /** When the queue's deadline was last prolonged; the customer has waited since `since` all the same. */
  prolongedAt: number | null;
  owner: Person | null;
  /** When the owner's presence was found to be gone; null while it is there or unknown. */
  ownerLostAt: number | null;
  /** When the owner last wrote to the customer, in the time that they have had it. */
  ownerWroteAt: number | null;
  /** The team whose queue it stands in. */
  teamId: string | null;
  /** Who reads along: handed it over, or joined it openly (S4). At most `CONSULTANTS_CAP`. */
  consultants: readonly Consultant[];
  /** Somebody is asked to take it over (S3). */
  offer: TransferOffer | null;
  /** What the last offers came to, newest last. */
  transfers: readonly TransferOutcome[];
  /** Who owes a wrap-up, and until when (S6, T6). */
  wrapUps: readonly WrapUp[];
  /** What somebody of a team must look at, one for each team (E10). At most `ESCALATIONS_CAP`. */
  escalations: readonly Escalation[];
  /** Teams whose rules were held back, and by which cooldown: it is said once. */
  suppressed: readonly { teamId: string; until: number }[];
  /** What the customer said last, told from other things by its mark, and how often in a row. */
  repeated: { mark: string; count: number } | null;
  /** Who monitors. How long the lease lasts is no part of the state: renewing it is no event. */
  monitor: { leaseId: string; person: Person; since: number } | null;
  /**
   * Fingerprints of the ids of all who have ever owned it or consulted on it: until it has closed, nothing of
   * supervision is shown to them (M8). Where they are too many to remember, to nobody.
   */
  stakes: readonly string[] | "everybody";
  /** Of the customer's messages, −1…1: how they sound by and large, and how the newest differs from that (S8). */
  sentiment: { score: number; trend: number } | null;
  /**
   * Last position in each ledger, and in the log itself. `shown` counts the commits that are not supervision's
   * alone: what everybody may count by.
   */
  seqs: { log: number; shown: number; public: number; internal: number; audit: number };
  messages: number;
  /** Who wrote the newest public message. Interrupted AI text is no answer, so it does not count (H14). */
  newest: { role: "customer" | "ai" | "agent"; seq: number; at: number } | null;
  /**
   * When the customer's oldest message that no person has answered in this cycle came; while the AI has control, when
   * the answer to their newest was cancelled.
   */
  unansweredSince: number | null;
  /** The reply being generated. Nobody sees a word of a quiet one before it is done: it is to be held. */
  reply: GeneratedReply | null;
  /** A reply that waits for its time (C1). */
  held: HeldReply | null;
  /** Until when the customer's question may be held at most: an answer made anew does not wait anew (C4). */
  holdUntil: number | null;
  /** The open ticket; closed ones live in the ledger only. */
  ticket: OpenTicket | null;
  /** The newest public seq that the AI handed off instead of answering: it is not asked again for it. */
  declinedSeq: number;
  /** Up to which public seq the reply in progress, or the last one, was asked. */
  askedSeq: number;
  /** The newest public seq that the AI or a person has answered. */
  answeredSeq: number;
  /** What of its budgets is used up (A8). */
  answers: Answers;
  /** When the AI last failed to answer; null once it has answered again (H22). */
  aiFailedAt: number | null;
  /** What this state's deadlines have already done, so that each happens once (H21). */
  fired: readonly Told[];
  /** Since the last stretch of a person ended, the AI has not spoken (H15). */
  resumed: boolean;
  wishes: Wishes;
  /** Seqs of messages that the other side has not read, the newest `UNREAD_CAP` of them. */
  unread: { customer: readonly number[]; team: readonly number[] };
  /** What the customer last gave the conversation, 1 to 5. */
  score: number | null;
  /** Fingerprint of that and of what they said to it. */
  rating: string | null;
  /** The AI's newest answers, and the customer's thumb on each. At most `ANSWERED_CAP`: older ones are past rating. */
  answered: readonly Answered[];
  successorId: string | null;
};

export type GeneratedReply = {
  replyId: string;
  generationId: string;
  epoch: number;
  uptoSeq: number;
  at: number;
  quiet: boolean;
};

export type HeldReply = {
  replyId: string;
  generationId: string;
  /** The newest public message it was made for. */
  uptoSeq: number;
  text: string;
  sources: readonly Source[];
  offersPerson: boolean;
  suggestions?: readonly string[];
  at: number;
  dueAt: number;
};

export type Answered = { entryId: string; thumb: Thumb | null };

export type Consultant = { person: Person; by: "transfer" | "join" };

/** `from` is null where the workspace offers it by itself (S10). */
export type TransferOffer = {
  offerId: string;
  from: Person | null;
  to: { agent: Person } | { teamId: string };
  note: string;
  at: number;
  until: number;
};

export type RaisedBy = "agent" | "rule" | "sla" | "guardrail";

export type Escalation = {
  id: string;
  teamId: string;
  reason: string;
  /** How often it was raised. */
  count: number;
  /** The callback that it asks for. */
  taskId: string;
  by: RaisedBy;
  at: number;
};

export type WrapUp = { agent: Person; at: number; until: number };

export type OpenTicket = {
  id: string;
  cycle: number;
  status: Exclude<TicketStatus, "closed">;
  subject: string;
  summary: string;
  assignee: Person | null;
};

/** Deadlines that only tell somebody, and change nothing else. */
export type Alert = "nudge" | "joining_late" | "unanswered_late" | "reply_near";

/** What a state has told already. `told_late`: under the owner before, that an agent is late to join. */
export type Told = Alert | SlaBreach | "told_unavailable" | "told_late";

export type SlaBreach = "sla_first" | "sla_next" | "sla_queue";

/**
 * Effects that are still to be carried out. They are wishes, not a queue: their payload is read from the
 * log when they are carried out, so nothing grows while a receiver is down.
 */
export type Wishes = {
  /** Answer the customer's messages up to this public seq. */
  ai: { uptoSeq: number } | null;
  /** Write the ticket's subject and summary, before the deadline. */
  summary: { ticketId: string; deadline: number } | null;
};

export const UNREAD_CAP = 100;
export const CONSULTANTS_CAP = 8;
export const WRAP_UPS_CAP = 4;
export const TRANSFERS_CAP = 8;
export const ESCALATIONS_CAP = 8;
export const STAKES_CAP = 64;
export const ANSWERED_CAP = 50;

export function isEnded(state: ConversationState): boolean {
  return state.control === "wrap_up" || state.control === "closed";
}

/** Whether the customer is told that it takes longer until somebody joins (H21). */
export function saysLate({ control, fired }: ConversationState): boolean {
  return control === "agent_joining" && fired.some((told) => told === "joining_late" || told === "told_late");
}

export function isOwner(state: ConversationState, actorId: string): boolean {
  return state.owner?.id === actorId;
}

export function isConsultant(state: ConversationState, actorId: string): boolean {
  return state.consultants.some(({ person }) => person.id === actorId);
}

export function owesWrapUp(state: ConversationState, actorId: string): boolean {
  return state.wrapUps.some(({ agent }) => agent.id === actorId);
}
