import type { ErrorCode } from "../../conversation/protocol/errors.ts";

/** What is known of one conversation when it is over: what the recorder saw, and what people set out to do. */
export type Trace = {
  conversation: string;
  connections: readonly ConnectionTrace[];
  /** Null where people's calls may go on into another conversation: then whoever ran them checks them. */
  calls: readonly Call[] | null;
  /** Clients that stood online at the end, so must have been told everything they may know. */
  present: readonly string[];
  /** Planted in notes: no customer may ever receive one. */
  canaries: readonly string[];
  /** What did not come to rest in time. */
  hangs: readonly string[];
  /** Whether the workspace shows nobody an escalation's team and count, all along (E2). */
  hidesTeams?: boolean;
};

/** One WebSocket, from open to close, as raw text. */
export type ConnectionTrace = {
  /** Whose it was; the connections of one client follow each other. */
  client: string;
  role: "customer" | "agent";
  /** Whether an agent's token permits monitoring; left out where that is not known. */
  supervises?: boolean;
  /** A fresh connection at the end, beside the production clients, that reads the whole ledger. */
  verifies: boolean;
  /** In the order in which they passed the socket. */
  frames: readonly Frame[];
};

export type Frame = {
  /** Milliseconds on a clock that never jumps. */
  at: number;
  up: boolean;
  data: string;
};

/** Something a person did through a production client, and how the promise ended. */
export type Call = {
  client: string;
  name: string;
  /** Of a message or note. */
  text: string | null;
  outcome: "done" | "pending" | ErrorCode;
  /** Refusals that are right here, such as `already_taken_over` in a race. */
  mayFail: readonly ErrorCode[];
};
