/** The part of a workspace's configuration that a conversation decides by. Durations are milliseconds. */
export type WorkspaceConfig = {
  ai: { on: boolean };
  /** Origins whose pages may carry the widget; empty allows every origin. */
  origins: string[];
  limits: {
    /** Frames a connection may send per second, and how many at once. */
    framesPerSecond: number;
    frameBurst: number;
    /** Messages a customer may send in ten seconds. */
    messagesPer10s: number;
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
  };
  /** How long after its end a conversation is kept; null keeps it for ever. */
  retentionMs: number | null;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const DEFAULT_CONFIG: WorkspaceConfig = {
  ai: { on: true },
  origins: [],
  limits: { framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10 },
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
  },
  retentionMs: null,
};
