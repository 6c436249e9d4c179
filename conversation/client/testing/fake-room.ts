import type { DownFrame } from "../../protocol/down.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import { wireError } from "../../protocol/errors.ts";
import type { Cursor } from "../../protocol/up.ts";
import type {
  AgentState,
  AudienceState,
  CustomerState,
  HeadState,
  SupervisorState,
} from "../../protocol/views.ts";
import type { FakeSocket, Sent } from "./fake-ports.ts";

export const KIM = { id: "kim", name: "Kim" };
export const ANN = { id: "ann", name: "Ann" };

export function customerState(rest: Partial<CustomerState> = {}): CustomerState {
  return {
    audience: "customer",
    id: "demo:one",
    state: "ai_active",
    epoch: 1,
    agent: null,
    waiting: false,
    waitingLong: false,
    queuePosition: null,
    backAt: null,
    canRequestHuman: true,
    unread: 0,
    generating: null,
    successorId: null,
    ...rest,
  };
}

export function agentState(rest: Partial<AgentState> = {}): AgentState {
  return {
    audience: "agent",
    id: "demo:one",
    state: "ai_active",
    epoch: 1,
    cycle: 0,
    owner: null,
    ownedSince: null,
    can: [],
    successorId: null,
    ticket: null,
    customer: { ...KIM, locale: "en" },
    queuePosition: null,
    unread: 0,
    generating: null,
    teamId: null,
    aiResumesAt: null,
    heldReply: null,
    transferOffer: null,
    transfers: [],
    escalations: [],
    consultants: [],
    sentiment: null,
    sentimentTrend: null,
    wrapUp: null,
    ...rest,
  };
}

/** Another agent's conversation (M14). */
export function headState(rest: Partial<HeadState> = {}): HeadState {
  const { id, state, epoch, cycle, owner, ownedSince, can, successorId, teamId } = agentState();
  const known = { id, state, epoch, cycle, owner, ownedSince, can, successorId, teamId };
  return {
    ...known,
    transferOffer: null,
    transfers: [],
    escalations: [],
    ticket: null,
    audience: "head",
    ...rest,
  };
}

/** Of a supervisor without a stake. */
export function supervisorState(rest: Partial<SupervisorState> = {}): SupervisorState {
  return { ...agentState(), monitor: null, audience: "supervisor", ...rest };
}

type Message = Extract<PublicEntry, { kind: "message" }>;
type Note = Extract<InternalEntry, { kind: "note" }>;

const AT = "2026-11-20T12:00:00.000Z";

export function message(seq: number, text: string, rest: Partial<Message> = {}): Message {
  const author = { ...KIM, role: "customer" } as const;
  return { id: `p${seq}`, seq, at: AT, cycle: 0, kind: "message", author, text, state: "sent", ...rest };
}

export function note(seq: number, after: number, text: string, rest: Partial<Note> = {}): Note {
  return { id: `i${seq}`, seq, after, at: AT, cycle: 0, kind: "note", author: ANN, text, ...rest };
}

export function system(
  seq: number,
  after: number,
  code: string,
  params: Record<string, string | number> = {},
  cycle = 0,
): InternalEntry {
  return { id: `i${seq}`, seq, after, at: AT, cycle, kind: "system", code, params };
}

/** Of supervision's own record. */
export function audit(
  seq: number,
  { after, afterInternal }: { after: number; afterInternal: number },
  code: string,
  params: Record<string, string | number> = {},
): AuditEntry {
  return { id: `a${seq}`, seq, after, afterInternal, at: AT, cycle: 0, kind: "system", code, params };
}

/** The newest `PAGE` entries are a snapshot. */
const PAGE = 4;

/**
 * A conversation room as far as clients can tell: it greets, commits messages and notes once per client id,
 * numbers them densely, and sends each commit to every greeted socket. Its tests' network is perfect: what is
 * to go wrong, the test does with the sockets.
 */
export class FakeRoom {
  readonly log = "log-1";
  state: AudienceState;
  readonly publicEntries: PublicEntry[] = [];
  readonly internalEntries: InternalEntry[] = [];
  readonly auditEntries: AuditEntry[] = [];
  /** How often each client id was committed: more than once would be the room's fault or the client's. */
  readonly commits = new Map<string, number>();
  readonly listening = new Set<FakeSocket>();
  /** Refuses the next commands with these codes. */
  readonly refusals: Parameters<typeof wireError>[] = [];
  readonly #answers = new Map<string, PublicEntry | InternalEntry>();

  constructor(
    state: AudienceState,
    readonly me = KIM,
  ) {
    this.state = state;
  }

  receive(socket: FakeSocket, frame: Sent): void {
    const { clientId, text } = frame;
    switch (frame.type) {
      case "hello":
        this.listening.add(socket);
        // Only JSON crosses the wire.
        socket.say(this.welcome(frame.cursor as Cursor | undefined));
        break;
      case "ping":
        socket.say({ type: "pong" });
        break;
      case "load_earlier":
        socket.say(this.page(Number(frame.before)));
        break;
      case "send_message":
      case "add_note":
        this.command(socket, frame.type, String(clientId), String(text));
        break;
      case "typing":
      case "renew_monitor":
        break;
      default:
        socket.say({ type: "ack", clientId: String(clientId), result: {} } satisfies DownFrame);
    }
  }

  /** Somebody commits something, and everybody is told. */
  commit(change: {
    public?: PublicEntry[];
    internal?: InternalEntry[];
    audit?: AuditEntry[];
    state?: AudienceState;
  }): void {
    const { public: news = [], internal = [], audit: record = [], state } = change;
    const { publicEntries, internalEntries, auditEntries } = this;
    const from = {
      public: publicEntries.length,
      internal: internalEntries.length,
      audit: auditEntries.length,
    };
    publicEntries.push(...news);
    internalEntries.push(...internal);
    auditEntries.push(...record);
    if (state) this.state = state;
    const frame: DownFrame = {
      type: "commit",
      ...(news.length > 0 && { public: { from: from.public, entries: news } }),
      ...(internal.length > 0 && { internal: { from: from.internal, entries: internal } }),
      ...(record.length > 0 && { audit: { from: from.audit, entries: record } }),
      ...(state && { state }),
    };
    for (const socket of this.listening) socket.say(frame);
  }

  /** Somebody else writes. */
  speak(text: string, rest: Partial<Message> = {}): void {
    const author = { ...ANN, role: "agent" } as const;
    this.commit({ public: [message(this.publicEntries.length + 1, text, { author, ...rest })] });
  }

  private command(socket: FakeSocket, type: string, clientId: string, text: string): void {
    const refusal = this.refusals.shift();
    if (refusal) {
      socket.say({ type: "reject", clientId, error: wireError(...refusal) } satisfies DownFrame);
      return;
    }
    const known = this.#answers.get(clientId);
    const entry = known ?? this.#make(type, clientId, text);
    const result = "after" in entry ? { internal: entry } : { public: entry };
    socket.say({ type: "ack", clientId, result } satisfies DownFrame);
    if (known) return;
    this.#answers.set(clientId, entry);
    this.commits.set(clientId, (this.commits.get(clientId) ?? 0) + 1);
    if ("after" in entry) this.commit({ internal: [entry] });
    else this.commit({ public: [entry] });
  }

  #make(type: string, clientId: string, text: string): PublicEntry | InternalEntry {
    const seq = this.publicEntries.length + 1;
    if (type === "add_note") {
      return note(this.internalEntries.length + 1, this.publicEntries.length, text, {
        author: this.me,
        clientId,
      });
    }
    const role = this.state.audience === "customer" ? "customer" : "agent";
    return message(seq, text, { author: { ...this.me, role }, clientId });
  }

  welcome(cursor?: Cursor): DownFrame {
    const { log, me, state } = this;
    const resumed = cursor?.log === log;
    const from = resumed ? cursor.public : Math.max(0, this.publicEntries.length - PAGE);
    const internalFrom = resumed
      ? (cursor.internal ?? 0)
      : this.internalEntries.filter(({ after }) => after <= from && from > 0).length;
    const auditFrom = resumed ? (cursor.audit ?? 0) : 0;
    return {
      type: "welcome",
      protocol: 1,
      mode: resumed ? "resumed" : "snapshot",
      log,
      me,
      state,
      public: { from, entries: this.publicEntries.slice(from) },
      ...(isTeam(state) && {
        internal: { from: internalFrom, entries: this.internalEntries.slice(internalFrom) },
      }),
      ...(state.audience === "supervisor" && {
        audit: { from: auditFrom, entries: this.auditEntries.slice(auditFrom) },
      }),
      stream: null,
    };
  }

  private page(before: number): DownFrame {
    const from = Math.max(0, before - 1 - PAGE);
    const cut = (seq: number) => this.internalEntries.filter(({ after }) => after <= seq && seq > 0).length;
    return {
      type: "page",
      public: { from, entries: this.publicEntries.slice(from, before - 1) },
      ...(isTeam(this.state) && {
        internal: { from: cut(from), entries: this.internalEntries.slice(cut(from), cut(before - 1)) },
      }),
    };
  }
}

function isTeam({ audience }: AudienceState): boolean {
  return audience === "agent" || audience === "supervisor";
}
