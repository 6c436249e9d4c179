/** What docs/SPEC.md says crosses the wire, as far as tests look into it; `forms.ts` holds every field to the page. */

export type Person = { id: string; name: string; avatarUrl?: string };
export type Entry = {
  id: string;
  seq: number;
  at: string;
  cycle: number;
  kind: "message" | "separator" | "system" | "note";
  author?: Person & { role?: string };
  text?: string;
  state?: string;
  clientId?: string;
  code?: string;
  params?: Record<string, string | number>;
  after?: number;
  afterInternal?: number;
  sources?: { title: string; url: string }[];
  origin?: string;
  suggestions?: string[];
};
export type Run = { from: number; entries: Entry[] };

export const LEDGERS = ["public", "internal", "audit"] as const;
export type Ledger = (typeof LEDGERS)[number];
/** Every run of a frame; which there are is the audience's. */
export type Runs = { public: Run; internal?: Run; audit?: Run };

export type Ticket = {
  id: string;
  cycle: number;
  status: string;
  subject: string;
  summary?: string;
  assignee: Person | null;
};
export type TransferOffer = {
  offerId: string;
  from: Person | null;
  to: { agent?: Person; teamId?: string };
  note: string;
  expiresAt: string;
};
export type HeldReply = { replyId: string; text: string; dueAt: string };
export type Escalation = {
  id: string;
  team: string | null;
  reason: string;
  count: number | null;
  taskId: string;
  mine: boolean;
};
export type State = {
  audience: "customer" | "agent" | "supervisor" | "head";
  id: string;
  state: string;
  epoch: number;
  cycle?: number;
  generating?: { replyId: string; generationId: string } | null;
  successorId: string | null;
  waiting?: boolean;
  queuePosition?: number | null;
  agent?: Person | null;
  owner?: Person | null;
  ownedSince?: string | null;
  can?: string[];
  ticket?: Ticket | null;
  unread?: number;
  canRequestHuman?: boolean;
  rating?: number;
  thumbs?: Record<string, string>;
  waitingLong?: boolean;
  backAt?: string | null;
  heldReply?: HeldReply | null;
  aiResumesAt?: string | null;
  escalations?: Escalation[];
  teamId?: string | null;
  transferOffer?: TransferOffer | null;
  transfers?: { offerId: string; outcome: string }[];
  consultants?: Person[];
  sentiment?: number | null;
  sentimentTrend?: string | null;
  wrapUp?: { expiresAt: string } | null;
  monitor?: { person: Person; since: string; leaseId?: string } | null;
};

export type Row = {
  id: string;
  version: number;
  state: string;
  owner: Person | null;
  cycle: number;
  subject: string | null;
  lastMessage: { role: string; name: string; text: string; at: string } | null;
  waitingSince: string | null;
  alert: string | null;
  unread: number;
  teamId: string | null;
  transferOffer: Omit<TransferOffer, "note"> | null;
  escalations: number;
  sentiment: number | null;
  sentimentTrend: string | null;
  monitor?: Person | null;
  escalatedToYou?: { id: string; mark: string }[];
};
export type Presence = Person & { status: string; capacity: number; load: number; teams: string[] };

export type Problem = {
  code: string;
  message: string;
  details?: {
    path?: string;
    by?: Person;
    at?: string;
    ticketId?: string;
    retryAfterMs?: number;
    successorId?: string;
    exceededBy?: number;
  };
};
export type Welcome = Runs & {
  type: "welcome";
  protocol: number;
  mode: "snapshot" | "resumed";
  log: string;
  me: Person;
  state: State;
  stream: { replyId: string; generationId: string; text: string } | null;
};
export type Ack = {
  type: "ack";
  clientId: string;
  result: {
    public?: Entry;
    internal?: Entry;
    ticketId?: string;
    cycle?: number;
    leaseId?: string;
    offerId?: string;
    expiresAt?: string;
    confirmation?: string;
    displaces?: Person;
    exceededBy?: number;
    suppressed?: boolean;
  };
};
export type Reject = { type: "reject"; clientId: string | null; error: Problem };
export type Refused = { type: "refused"; error: Problem };
export type Frame =
  | Welcome
  | (Partial<Runs> & { type: "commit"; state?: State })
  | { type: "stream_delta"; replyId: string; generationId: string; offset: number; text: string }
  | { type: "typing"; role: string; person: Person; on: boolean }
  | (Runs & { type: "page" })
  | { type: "pong" }
  | Ack
  | Reject
  | Refused;
export type Cursor = { log: string; public: number; internal?: number; audit?: number };
export type Command = { type: string; clientId?: string; [field: string]: unknown };
