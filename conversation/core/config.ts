import { LIMITS } from "../protocol/limits.ts";
import type { EscalationRule } from "./escalation/rules.ts";
import type { Hours } from "./hours/schema.ts";

/** The part of a workspace's configuration that a conversation decides by. Durations are milliseconds. */
export type WorkspaceConfig = {
  ai: { on: boolean };
  /** Where on, each reply of the AI is held for a random time between the two, and may be changed until then (C1). */
  cadence: { on: boolean; minMs: number; maxMs: number };
  /** When people are there (B1); null is always. */
  hours: Hours | null;
  /** By when people must have answered; where they have not, it is escalated to that team. */
  sla: {
    teamId: string;
    firstResponseMs: number | null;
    nextResponseMs: number | null;
    queueMs: number | null;
  };
  /** What raises an escalation by itself (E1). */
  escalationRules: EscalationRule[];
  /** After an escalation that was none: for so long no rule raises one for this customer (E6). */
  cooldownMs: number;
  /** Where the AI's own guardrails have stopped it, that team is told; empty tells none (E1). */
  guardrails: { teamId: string };
  /** How often the AI may answer before a person is wanted; null is without end (A8). */
  budgets: {
    conversationPerHour: number | null;
    conversationPerDay: number | null;
    /** All conversations together, by days of UTC. */
    workspacePerDay: number | null;
    /** All conversations of one customer, and all from one address where that is known, by days of UTC. */
    customerPerDay: number | null;
    addressPerDay: number | null;
  };
  /**
   * Health data may be in what customers write: identifiers are hidden from the model, texts from the directory, and
   * agents are shown neither an escalation's team nor its count (E2, N6).
   */
  hipaa: boolean;
  /** Origins whose pages may carry the widget; empty allows every origin. */
  origins: string[];
  limits: {
    /** Frames a connection may send per second, and how many at once. */
    framesPerSecond: number;
    frameBurst: number;
    /** Messages a customer may send in ten seconds. */
    messagesPer10s: number;
    /** New customers that one address may bring in an hour, where the deployment knows addresses (A8). */
    sessionsPerAddressPerHour: number;
  };
  attachments: {
    /** Largest file; 0 takes none. */
    maxBytes: number;
    /** What one conversation may hold, in all its files. */
    conversationBytes: number;
    /** Files that one person may upload in a minute. */
    perMinute: number;
  };
  deadlines: {
    /** After a takeover with no message: tell the agent. */
    nudgeMs: number;
    /** After a takeover with no message: tell supervisors, and the customer that it takes longer. */
    alertMs: number;
    /** After a takeover with no message: give the conversation to somebody else. */
    joinMs: number;
    unansweredAlertMs: number;
    unansweredMs: number;
    queueMs: number;
    /** How long an agent whose presence is gone has to come back. */
    lostMs: number;
    /** How long a ticket waits for its summary before it keeps the fallback. */
    summaryMs: number;
    /** How long a generation may take before it counts as failed. */
    generationMs: number;
    /** How long an agent or a team has to answer a transfer offer (S3). */
    offerMs: number;
    /** How long monitoring lasts without a sign of life from who monitors (M5). */
    monitorLeaseMs: number;
  };
  /** After a conversation's end, or after losing it to a supervisor; 0 is none (S6, T6). */
  wrapUpMs: number;
  /** Where teams are listed, only these can be assigned or offered to. */
  teams: { id: string; name: string }[];
  /** Queued conversations are offered to agents by themselves (S10). */
  routing: { automatic: boolean };
  /** What is said of monitoring, never of whether somebody monitors now (M12). */
  notices: { customers: "off" | "notice" | "consent"; agents: boolean };
  /** How long after its end a conversation is kept; null keeps it for ever. */
  retentionMs: number | null;
};

const MEBIBYTE = 1024 * 1024;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A configuration that was stored before this version: what it does not know yet is as by default. */
export function completed(stored: WorkspaceConfig): WorkspaceConfig {
  const deadlines = { ...DEFAULT_CONFIG.deadlines, ...stored.deadlines };
  const budgets = { ...DEFAULT_CONFIG.budgets, ...stored.budgets };
  const limits = { ...DEFAULT_CONFIG.limits, ...stored.limits };
  const attachments = { ...DEFAULT_CONFIG.attachments, ...stored.attachments };
  return { ...DEFAULT_CONFIG, ...stored, deadlines, budgets, limits, attachments };
}

export const DEFAULT_CONFIG: WorkspaceConfig = {
  ai: { on: true },
  cadence: { on: false, minMs: 30 * SECOND, maxMs: 2 * MINUTE },
  hours: null,
  sla: { teamId: "", firstResponseMs: null, nextResponseMs: null, queueMs: null },
  escalationRules: [],
  cooldownMs: 2 * 60 * MINUTE,
  guardrails: { teamId: "" },
  budgets: {
    ...{ conversationPerHour: 20, conversationPerDay: 50 },
    ...{ workspacePerDay: null, customerPerDay: null, addressPerDay: null },
  },
  hipaa: false,
  origins: [],
  limits: { framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10, sessionsPerAddressPerHour: 60 },
  attachments: { maxBytes: LIMITS.attachmentBytes, conversationBytes: 100 * MEBIBYTE, perMinute: 20 },
  deadlines: {
    nudgeMs: MINUTE,
    alertMs: 3 * MINUTE,
    joinMs: 5 * MINUTE,
    unansweredAlertMs: 5 * MINUTE,
    unansweredMs: 15 * MINUTE,
    queueMs: 10 * MINUTE,
    lostMs: 90 * SECOND,
    summaryMs: 10 * SECOND,
    generationMs: 3 * MINUTE,
    offerMs: 30 * SECOND,
    monitorLeaseMs: 30 * SECOND,
  },
  wrapUpMs: 2 * MINUTE,
  teams: [],
  routing: { automatic: false },
  notices: { customers: "off", agents: false },
  retentionMs: null,
};
