import type { Attachment } from "../protocol/attachment.ts";
import type { Customer, Person, Source, Thumb } from "../protocol/shared.ts";
import type { BudgetOf } from "./budget.ts";
import type { Alert, Escalation, OpenTicket, RaisedBy, SlaBreach, TransferOffer } from "./state.ts";

/** What has happened. The record around an event says when, by whom, in which cycle and at which epoch. */
export type Event =
  | {
      type: "conversation_started";
      id: string;
      workspace: string;
      link: string;
      customer: Customer;
      customerVersion: number;
      control: "ai_active" | "queued";
    }
  | {
      type: "message_sent";
      entryId: string;
      author: { role: "customer" | "agent"; person: Person };
      /** Blank where the files say it all. */
      text: string;
      attachments?: readonly Attachment[];
      clientId: string;
      /** How it sounds, −1…1, where that can be told. Not in anybody's ledger. */
      sentiment?: number;
    }
  | { type: "note_added"; entryId: string; author: Person; text: string; clientId: string }
  | { type: "customer_identified"; customer: Customer; customerVersion: number }
  | { type: "human_requested"; by: "customer" | "ai" | "system"; reason: string }
  /** Nobody was there for a request: the customer is told, and the AI keeps answering (H19). */
  | { type: "human_unavailable"; by: "customer" | "ai" | "system"; reason: string; backAt: string | null }
  | { type: "request_cancelled" }
  | { type: "taken_over"; by: Person; implicit: boolean }
  | { type: "ai_resumed"; reason: string }
  /** Control left a person without an answer, and another person is wanted (H21, H22). */
  | { type: "returned_to_queue"; reason: string }
  /** Agents are told when the AI has control back by itself; anew where the hours have changed, null for never (B2). */
  | { type: "closing_announced"; at: number | null }
  /** Closing time is put off, once, for an agent who has just written (B4). */
  | { type: "closing_deferred"; until: number }
  /** Closing time has gone by unnoticed and people are there again: the next one counts (B7). */
  | { type: "closing_passed" }
  /** Still in the queue after its deadline, because there is no AI to go back to. */
  | { type: "queue_prolonged" }
  | { type: "ticket_opened"; ticket: OpenTicket; summaryDeadline: number }
  | { type: "ticket_adopted"; ticketId: string; assignee: Person; cycle: number; summaryDeadline: number }
  | { type: "ticket_updated"; ticketId: string; status: OpenTicket["status"] }
  | { type: "ticket_summarised"; ticketId: string; subject: string; summary: string }
  | { type: "summary_failed"; ticketId: string }
  | { type: "ticket_closed"; ticketId: string; reason: string }
  | { type: "ai_reply_started"; replyId: string; generationId: string; uptoSeq: number; quiet: boolean }
  /** The answer is there, and waits for its time; `holdUntil` bounds every answer to the same question (C4). */
  | {
      type: "ai_reply_held";
      replyId: string;
      text: string;
      sources: readonly Source[];
      offersPerson: boolean;
      suggestions?: readonly string[];
      dueAt: number;
      holdUntil: number;
    }
  /** An agent has sent it in words of their own; the AI keeps control (C5). */
  | { type: "ai_reply_edited"; replyId: string; by: Person; text: string }
  | { type: "ai_reply_cancelled"; replyId: string; by: Person | null; reason: HoldEnd; text: string }
  | {
      type: "ai_reply_sent";
      replyId: string;
      text: string;
      sources: readonly Source[];
      offersPerson: boolean;
      /** What it suggests to answer; what an agent has put into other words suggests nothing any more. */
      suggestions?: readonly string[];
    }
  | { type: "ai_reply_interrupted"; replyId: string; text: string }
  /** It has answered as often as it may for now: a person is wanted for the customer's messages up to here (A8). */
  | { type: "ai_budget_spent"; of: BudgetOf; uptoSeq: number }
  | { type: "ai_reply_failed"; replyId: string; reason: string }
  | { type: "alerted"; alert: Alert }
  /** What was noted while the clock was ahead counts as noted now. */
  | { type: "clock_corrected" }
  | { type: "owner_lost" }
  | { type: "owner_returned" }
  | { type: "read"; by: "customer" | "team"; seq: number }
  | { type: "rated"; score: number; comment: string }
  /** Null: the thumb was taken back. */
  | { type: "answer_rated"; entryId: string; thumb: Thumb | null }
  /** `by` gives it to an agent, who takes it over in the same commit, or into a team's queue. */
  | { type: "assigned"; by: Person; to: { agent: Person } | { teamId: string }; exceededBy: number }
  | { type: "transfer_offered"; offer: TransferOffer }
  /** `from` is who owned it, and consults on it from here on. */
  | { type: "transfer_accepted"; offerId: string; by: Person; from: Person | null }
  | { type: "transfer_rejected"; offerId: string; by: Person; reason: string }
  | { type: "transfer_timed_out"; offerId: string }
  | { type: "transfer_rescinded"; offerId: string; reason: string }
  | { type: "ticket_reassigned"; ticketId: string; assignee: Person }
  | { type: "taken_over_from_agent"; by: Person; displaced: Person }
  /** Of an agent who was displaced; who had it at the end owes theirs by `ended`. */
  | { type: "wrap_up_started"; agent: Person; until: number }
  | { type: "participant_joined"; by: Person }
  | { type: "participant_left"; by: Person; openly: boolean; reason: string }
  | { type: "sla_breached"; breach: SlaBreach }
  | ({ type: "escalated"; escalation: Escalation; person: Person | null } & Discreet)
  /** Raised again while it is open (E8). */
  | ({
      type: "re_escalated";
      escalationId: string;
      teamId: string;
      reason: string;
      by: RaisedBy;
      person: Person | null;
    } & Discreet)
  /** A cooldown holds it back (E6). */
  | ({ type: "escalation_suppressed"; teamId: string; reason: string; until: number } & Discreet)
  /** `person` is null where it resolved by itself (E5); `coolUntil` where it was none (E4). */
  | ({
      type: "escalation_resolved";
      escalationId: string;
      teamId: string;
      reason: Resolution;
      note: string;
      person: Person | null;
      coolUntil: number | null;
    } & Discreet)
  | { type: "task_completed"; taskId: string; by: Person; reason: string; disposition: string }
  | { type: "monitor_started"; leaseId: string; by: Person }
  | { type: "monitor_stopped"; leaseId: string; by: Person; reason: MonitorEnd }
  /** `wrapUp` is what the agent who had it owes from here on. */
  | {
      type: "ended";
      by: "customer" | "agent" | "system";
      reason: string;
      successorId: string | null;
      wrapUp?: { agent: Person; until: number };
    }
  | { type: "wrap_up_completed"; agent: Person; disposition: string; note: string }
  | { type: "wrap_up_expired"; agent: Person }
  | { type: "closed"; reason: "wrapped_up" | "force_ended" };

/** Its line does not name the team (E2): health data were in it when this happened, and a line never changes. */
export type Discreet = { hidesTeam?: true };

/** Why a held reply is not sent: an agent wants none, a newer message wants another, or control has moved. */
export type HoldEnd = "cancelled" | "new_message" | "taken_over" | "control_moved" | "ended" | "ai_off";

export type Resolution = "handled" | "false_positive" | "spam" | "duplicate" | "other";

export type MonitorEnd = "stopped" | "expired" | "took_over" | "joined" | "ended";

export type EventType = Event["type"];

/** One commit: what the log holds at one position. Its number never leaves the server. */
export type LogRecord = {
  n: number;
  at: number;
  actor: { role: "customer" | "agent" | "ai" | "system"; id: string };
  /** Cycle and epoch that the command found. */
  cycle: number;
  epoch: number;
  events: readonly Event[];
  /** Last position in each ledger after this commit. */
  upto: { public: number; internal: number; audit: number };
};
