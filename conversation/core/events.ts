import type { Customer, Person, Source } from "../protocol/shared.ts";
import type { Alert, OpenTicket } from "./state.ts";

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
      text: string;
      clientId: string;
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
  /** Still in the queue after its deadline, because there is no AI to go back to. */
  | { type: "queue_prolonged" }
  | { type: "ticket_opened"; ticket: OpenTicket; summaryDeadline: number }
  | { type: "ticket_adopted"; ticketId: string; assignee: Person; cycle: number; summaryDeadline: number }
  | { type: "ticket_updated"; ticketId: string; status: OpenTicket["status"] }
  | { type: "ticket_summarised"; ticketId: string; subject: string; summary: string }
  | { type: "summary_failed"; ticketId: string }
  | { type: "ticket_closed"; ticketId: string; reason: string }
  | { type: "ai_reply_started"; replyId: string; generationId: string; uptoSeq: number }
  | {
      type: "ai_reply_sent";
      replyId: string;
      text: string;
      sources: readonly Source[];
      offersPerson: boolean;
    }
  | { type: "ai_reply_interrupted"; replyId: string; text: string }
  | { type: "ai_reply_failed"; replyId: string; reason: string }
  | { type: "alerted"; alert: Alert }
  /** What was noted while the clock was ahead counts as noted now. */
  | { type: "clock_corrected" }
  | { type: "owner_lost" }
  | { type: "owner_returned" }
  | { type: "read"; by: "customer" | "team"; seq: number }
  | { type: "rated"; score: number; comment: string }
  | { type: "ended"; by: "customer" | "agent" | "system"; reason: string; successorId: string | null };

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
  upto: { public: number; internal: number };
};
