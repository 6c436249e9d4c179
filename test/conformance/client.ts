import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { conversationFrame, workspaceFrame } from "./forms.ts";
import { met } from "./met.ts";

/**
 * A client made from docs/SPEC.md alone: raw WebSocket, fetch and node:crypto, nothing of Baton's own code.
 * What it holds is what a screen would show.
 */

export type Person = { id: string; name: string };
export type Entry = {
  id: string;
  seq: number;
  cycle: number;
  kind: "message" | "separator" | "system" | "note";
  author?: Person & { role?: string };
  text?: string;
  state?: string;
  clientId?: string;
  code?: string;
  params?: Record<string, string | number>;
  after?: number;
  sources?: { title: string; url: string }[];
};
export type Run = { from: number; entries: Entry[] };
export type State = {
  audience: "customer" | "agent" | "head";
  state: string;
  epoch: number;
  cycle?: number;
  generating?: { replyId: string; generationId: string } | null;
  successorId: string | null;
  waiting?: boolean;
  queuePosition?: number | null;
  agent?: Person | null;
  owner?: Person | null;
  can?: string[];
  ticket?: Ticket | null;
  unread?: number;
  canRequestHuman?: boolean;
  waitingLong?: boolean;
};
export type Ticket = {
  id: string;
  status: string;
  subject: string;
  summary?: string;
  assignee: Person | null;
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
};
export type Presence = Person & { status: string; capacity: number; load: number };
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
  };
};
export type Welcome = {
  type: "welcome";
  protocol: number;
  mode: "snapshot" | "resumed";
  log: string;
  me: Person;
  state: State;
  public: Run;
  internal?: Run;
  stream: { replyId: string; generationId: string; text: string } | null;
};
export type Ack = {
  type: "ack";
  clientId: string;
  result: { public?: Entry; internal?: Entry; ticketId?: string; cycle?: number };
};
export type Reject = { type: "reject"; clientId: string | null; error: Problem };
export type Refused = { type: "refused"; error: Problem };
export type Frame =
  | Welcome
  | { type: "commit"; public?: Run; internal?: Run; state?: State }
  | { type: "stream_delta"; replyId: string; generationId: string; offset: number; text: string }
  | { type: "typing"; role: string; person: Person; on: boolean }
  | { type: "page"; public: Run; internal?: Run }
  | { type: "pong" }
  | Ack
  | Reject
  | Refused;
export type Cursor = { log: string; public: number; internal?: number };
export type Command = { type: string; clientId?: string; [field: string]: unknown };

export const newId = (): string => randomUUID();

/** What a room is asked by; its frames are held to the page's forms. */
export type RoomKind = "conversation" | "workspace";
const FORMS = { conversation: conversationFrame, workspace: workspaceFrame };

/** One socket, and the conversation as its frames tell it. */
export class RawClient {
  readonly frames: Frame[] = [];
  /** Every byte that came, as text. */
  bytes = "";
  closed: { code: number; reason: string } | null = null;
  /** The first thing that the page does not allow; whoever waits for this client is told. */
  fault: Error | null = null;
  log = "";
  me: Person | null = null;
  state: State | null = null;
  public: Entry[] = [];
  internal: Entry[] = [];
  /** The reply in progress, and what had been shown of each reply when it ended, by its id. */
  stream: { replyId: string; generationId: string; text: string } | null = null;
  readonly streamed = new Map<string, string>();
  private from = { public: 0, internal: 0 };
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly socket: WebSocket,
    private readonly kind: RoomKind,
  ) {
    socket.on("message", (data, isBinary) => {
      const text = data.toString();
      this.bytes += `${text}\n`;
      try {
        if (isBinary) throw new Error("a binary frame");
        const frame: Frame = JSON.parse(text);
        this.frames.push(frame);
        FORMS[kind](frame, `${kind} ${frame.type}`);
        met(new URL(socket.url).host, frame);
        this.take(frame);
      } catch (error) {
        this.fault ??= error instanceof Error ? error : new Error(String(error));
      }
      this.wake();
    });
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  /** @returns the open socket, or the HTTP status with which the upgrade was answered */
  static connect(
    url: string,
    {
      origin,
      kind = "conversation",
      headers = {},
    }: { origin?: string; kind?: RoomKind; headers?: Record<string, string> } = {},
  ): Promise<RawClient | number> {
    const socket = new WebSocket(url, { headers, ...(origin === undefined ? {} : { origin }) });
    const client = new RawClient(socket, kind);
    return new Promise((resolve, reject) => {
      socket.once("open", () => resolve(client));
      socket.once("unexpected-response", (request, response) => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.on("error", reject);
    });
  }

  /** What another connection of the same person held: then its cursor may be sent here. */
  keep(other: RawClient): this {
    this.log = other.log;
    this.state = other.state;
    this.public = [...other.public];
    this.internal = [...other.internal];
    this.from = { ...other.from };
    return this;
  }

  /** Seq just before the oldest public entry held; 0 when there is nothing older. */
  get publicFrom(): number {
    return this.from.public;
  }

  get internalFrom(): number {
    return this.from.internal;
  }

  /** As if all up to the cursor were held already. */
  pretend({ log, public: seq, internal = 0 }: Cursor): Cursor {
    this.log = log;
    this.public = [];
    this.internal = [];
    this.from = { public: seq, internal };
    return { log, public: seq, internal };
  }

  get cursor(): Cursor {
    const cursor = { log: this.log, public: this.from.public + this.public.length };
    if (this.state?.audience !== "agent") return cursor;
    return { ...cursor, internal: this.from.internal + this.internal.length };
  }

  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  async hello(token: string, cursor?: Cursor, protocol: unknown = 1): Promise<Welcome | Refused | Reject> {
    const seen = this.frames.length;
    this.send({ type: "hello", protocol, token, ...(cursor ? { cursor } : {}) });
    return this.until(() =>
      this.frames
        .slice(seen)
        .find(
          (frame): frame is Welcome | Refused | Reject =>
            frame.type === "welcome" || frame.type === "refused" || frame.type === "reject",
        ),
    );
  }

  /** Sends a command and waits for its answer. Without a `clientId` it gets a fresh one. */
  async command(command: Command): Promise<Ack | Reject> {
    const clientId = command.clientId ?? newId();
    const seen = this.frames.length;
    this.send({ ...command, clientId });
    return this.until(() =>
      this.frames
        .slice(seen)
        .find(
          (frame): frame is Ack | Reject =>
            (frame.type === "ack" || frame.type === "reject") && frame.clientId === clientId,
        ),
    );
  }

  /** Sends whatever it is given and waits for the reject or refusal. */
  async refusal(frame: object | string | Buffer): Promise<Reject | Refused> {
    const seen = this.frames.length;
    this.send(frame);
    return this.until(() =>
      this.frames
        .slice(seen)
        .find((answer): answer is Reject | Refused => answer.type === "reject" || answer.type === "refused"),
    );
  }

  /** Waits until `seek` finds something; looks again after every frame and after the close. */
  until<T>(seek: () => T | null | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.fault ? null : seek();
        if (!found && !this.fault) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        if (found) resolve(found);
        else reject(this.fault);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const closed = JSON.stringify(this.closed);
        reject(new Error(`not seen: ${seek}\nclosed: ${closed}\n${this.bytes.slice(-3_000)}`));
      }, 10_000);
      this.waiting.add(look);
      look();
    });
  }

  /** Resolves with the pong; whatever the server sent before it has come by then. */
  async answersPing(): Promise<void> {
    const seen = this.frames.length;
    this.send({ type: "ping" });
    await this.until(() => this.frames.slice(seen).some((frame) => frame.type === "pong"));
  }

  /** Resolves when the server has begun to close; a platform may never complete the handshake. */
  async ending(): Promise<void> {
    while (this.socket.readyState === this.socket.OPEN)
      await new Promise((resolve) => setTimeout(resolve, 10));
    this.socket.terminate();
  }

  async close(): Promise<void> {
    this.socket.close(1000);
    await this.until(() => this.closed);
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }

  private take(frame: Frame): void {
    if (this.kind === "workspace") return;
    if (frame.type === "welcome") {
      this.log = frame.log;
      this.me = frame.me;
      if (frame.mode === "snapshot") {
        this.public = [];
        this.internal = [];
        this.from = { public: frame.public.from, internal: frame.internal?.from ?? 0 };
      }
      this.replace(frame.state);
      this.stream = frame.stream;
      this.append("public", frame.public);
      if (frame.internal) this.append("internal", frame.internal);
    }
    if (frame.type === "commit") {
      if (frame.state) this.replace(frame.state);
      if (frame.public) this.append("public", frame.public);
      if (frame.internal) this.append("internal", frame.internal);
    }
    // A page is prepended if it ends where the run begins.
    if (frame.type === "page") {
      this.prepend("public", frame.public);
      if (frame.internal) this.prepend("internal", frame.internal);
    }
    if (frame.type === "stream_delta") {
      const { replyId, generationId, offset, text } = frame;
      if (generationId !== this.state?.generating?.generationId) throw new Error("a piece of no reply");
      const shown = this.stream?.text ?? "";
      if (offset > shown.length) throw new Error("a hole in the stream");
      this.stream = { replyId, generationId, text: shown + text.slice(shown.length - offset) };
    }
  }

  private replace(state: State): void {
    this.state = state;
    if (!this.stream || state.generating?.generationId === this.stream.generationId) return;
    this.streamed.set(this.stream.replyId, this.stream.text);
    this.stream = null;
  }

  private prepend(ledger: "public" | "internal", run: Run): void {
    if (run.from + run.entries.length !== this.from[ledger]) return;
    this[ledger].unshift(...run.entries);
    this.from[ledger] = run.from;
  }

  /** On one socket nothing may be missing, so a gap is a fault here. */
  private append(ledger: "public" | "internal", run: Run): void {
    const last = this.from[ledger] + this[ledger].length;
    if (run.from > last) throw new Error(`a gap in the ${ledger} ledger: ${run.from} after ${last}`);
    for (const [index, entry] of run.entries.entries()) {
      if (entry.seq !== run.from + 1 + index) throw new Error("seqs are dense");
      if (entry.seq > last) this[ledger].push(entry);
    }
  }
}
