import type { Attachment } from "../protocol/attachment.ts";
import type { Customer, Person, Source } from "../protocol/shared.ts";
import type { CommandFrame } from "../protocol/up.ts";
import type { Actor } from "./actor.ts";
import type { BudgetOf } from "./budget.ts";
import type { WorkspaceConfig } from "./config.ts";

/** What somebody asks of a conversation. People's commands are frames; the room adds its own. */
export type Command =
  | CommandFrame
  | {
      type: "start";
      id: string;
      workspace: string;
      link: string;
      customer: Customer;
      customerVersion?: number;
    }
  /**
   * The customer has said who they are, or come back under another name or language. The version grows with each
   * such change; without one it counts as the newest.
   */
  | { type: "identify"; customer: Customer; customerVersion?: number }
  /** The customer turned out to have another open conversation, and goes on there. */
  | { type: "merge"; successorId: string }
  | { type: "begin_ai_reply" }
  | {
      type: "finish_ai_reply";
      generationId: string;
      epoch: number;
      text: string;
      sources: readonly Source[];
      offersPerson: boolean;
      suggestions?: readonly string[];
    }
  /** The AI, or a guardrail around it, asks for a person; text that has been streamed stays, as interrupted. */
  | { type: "hand_off"; generationId: string; epoch: number; reason: string; guardrail?: boolean }
  | { type: "fail_ai_reply"; generationId: string; reason: string }
  | { type: "finish_summary"; ticketId: string; subject: string; summary: string }
  | { type: "owner_presence"; agentId: string; present: boolean }
  /** The workspace's turn to find somebody: the conversation is offered to this agent (S10). */
  | { type: "route"; agent: Person }
  | { type: "timer_due"; timerId: string }
  /** The room's clock was ahead, and has been put back. */
  | { type: "correct_clock" };

export type CommandType = Command["type"];

/** What a decision may know beside the state: it comes in with the command, so `decide` stays pure. */
export type Context = {
  actor: Actor;
  /** Milliseconds since 1970. */
  now: number;
  /** A fresh id at each call, from the host's randomness. */
  newId: () => string;
  /** From 0 up to, not including, 1; another at each call. */
  random: () => number;
  config: WorkspaceConfig;
  /** What the AI has streamed to the customer of the reply in progress. */
  streamed: string;
  /** Ids of the agents who are available; null when the workspace room did not say in time. */
  availableAgents: readonly string[] | null;
  /** Ids of the agents whose presence is known to be there; null when nobody said. */
  presentAgents: readonly string[] | null;
  /** The agent whom the command is about; null when nobody has heard of them, or nobody said. */
  agent: KnownAgent | null;
  /** Until when the monitoring lease lasts, renewals included. */
  monitorUntil: number;
  /** What a supervisor's takeover was prepared with, once its signature has been checked. */
  confirmation: Confirmation | null;
  /** Until when no rule raises an escalation for this customer, as the workspace has said last; 0 for none (E6). */
  cooldownUntil: number;
  /** Whether the budgets have room for an answer that the AI is about to begin, as far as the room was told (A8). */
  granted?: boolean;
  /** Whose budget has none, where it was told; the workspace's otherwise. */
  spentOf?: BudgetOf;
  /** The files that the command names and that its sender may send, as far as they are there. */
  attachments?: readonly Attachment[];
  /** How the message sounds, −1…1; null where nothing can be told. */
  sentiment: number | null;
  /** An id this server has issued, for the conversation that follows this one if it ends now. */
  successorId: string;
};

/** What the workspace room knows of one agent. It may lag: it advises, and the answer says by how much. */
export type KnownAgent = {
  person: Person;
  /** At their desk and `available`. */
  available: boolean;
  capacity: number;
  load: number;
};

/** Signed by the room: this supervisor, from this lease, at this epoch, until then (T3). */
export type Confirmation = { supervisorId: string; leaseId: string; epoch: number; expiresAt: number };
