import {
  type Cursor,
  type Entry,
  type Frame,
  LEDGERS,
  type Ledger,
  type Person,
  type Run,
  type Runs,
  type State,
} from "./wire.ts";

/** What a screen would hold of a conversation, and what sections 6 and 7 say becomes of it with each frame. */
export class Held {
  log = "";
  me: Person | null = null;
  state: State | null = null;
  public: Entry[] = [];
  internal: Entry[] = [];
  audit: Entry[] = [];
  /** The reply in progress, and what had been shown of each reply when it ended, by its id. */
  stream: { replyId: string; generationId: string; text: string } | null = null;
  readonly streamed = new Map<string, string>();
  private from = { public: 0, internal: 0, audit: 0 };

  /** What another connection of the same person held: then its cursor may be sent here. */
  keep(other: Held): this {
    this.log = other.log;
    this.state = other.state;
    this.public = [...other.public];
    this.internal = [...other.internal];
    this.audit = [...other.audit];
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

  get auditFrom(): number {
    return this.from.audit;
  }

  /** As if all up to the cursor were held already. */
  pretend(cursor: Cursor): Cursor {
    this.log = cursor.log;
    for (const ledger of LEDGERS) {
      this[ledger] = [];
      this.from[ledger] = cursor[ledger] ?? 0;
    }
    return cursor;
  }

  /** Its newest seq of each ledger that its audience gets. */
  get cursor(): Cursor {
    const lastOf = (ledger: Ledger) => this.from[ledger] + this[ledger].length;
    const { audience } = this.state ?? {};
    return {
      log: this.log,
      public: lastOf("public"),
      ...(audience === "agent" || audience === "supervisor" ? { internal: lastOf("internal") } : {}),
      ...(audience === "supervisor" ? { audit: lastOf("audit") } : {}),
    };
  }

  protected take(frame: Frame): void {
    if (frame.type === "welcome") {
      this.log = frame.log;
      this.me = frame.me;
      if (frame.mode === "snapshot") for (const ledger of LEDGERS) this.begin(ledger, frame[ledger]);
      this.replace(frame.state);
      this.stream = frame.stream;
      this.appendAll(frame);
      for (const ledger of LEDGERS) {
        if (this.reads(ledger) && !frame[ledger]) throw new Error(`a welcome without the ${ledger} run`);
      }
    }
    if (frame.type === "commit") {
      if (frame.state) this.replace(frame.state);
      this.appendAll(frame);
    }
    if (frame.type === "page") {
      for (const ledger of LEDGERS) {
        const run = frame[ledger];
        if (run) this.prepend(ledger, run);
      }
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

  private begin(ledger: Ledger, run: Run | undefined): void {
    this[ledger] = [];
    this.from[ledger] = run?.from ?? 0;
  }

  /** A page's run is prepended if it ends where what is held begins. */
  private prepend(ledger: Ledger, run: Run): void {
    if (run.from + run.entries.length !== this.from[ledger]) return;
    this[ledger].unshift(...run.entries);
    this.from[ledger] = run.from;
  }

  private appendAll(runs: Partial<Runs>): void {
    for (const ledger of LEDGERS) {
      const run = runs[ledger];
      if (run && !this.reads(ledger) && ledger !== "public") throw new Error(`not for it: ${ledger}`);
      if (run) this.append(ledger, run);
    }
  }

  /** Whether its audience gets this ledger (7.4). */
  private reads(ledger: Ledger): boolean {
    const { audience } = this.state ?? {};
    if (ledger === "public") return true;
    return audience === "supervisor" || (audience === "agent" && ledger === "internal");
  }

  /** On one socket nothing may be missing, so a gap is a fault here. */
  private append(ledger: Ledger, run: Run): void {
    const last = this.from[ledger] + this[ledger].length;
    if (run.from > last) throw new Error(`a gap in the ${ledger} ledger: ${run.from} after ${last}`);
    for (const [index, entry] of run.entries.entries()) {
      if (entry.seq !== run.from + 1 + index) throw new Error("seqs are dense");
      if (entry.seq > last) this[ledger].push(entry);
    }
  }
}
