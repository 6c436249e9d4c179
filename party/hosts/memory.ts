import {
  assertStorable,
  type Room,
  type RoomConnection,
  type RoomHost,
  type StorageRange,
} from "./room-host.ts";

/**
 * A machine in memory that behaves as the real one does where it matters: un-awaited puts, nothing sent
 * before what was written is durable, memory and sockets lost in a crash, disk kept. Time is the test's.
 */
export class MemoryMachine {
  now = Date.UTC(2026, 10, 21, 10);
  readonly logged: string[] = [];
  alarmAt: number | null = null;
  /** What survives a crash. */
  readonly disk = new Map<string, string>();
  private unwritten = new Map<string, string | null>();
  private unsent: (() => void)[] = [];
  private flushing = false;
  private timers = new Map<number, { at: number; callback: () => void }>();
  private timerIds = 0;
  private connections = new Set<MemoryConnection>();
  private connectionIds = 0;
  private randomState: number;
  private life = 0;

  constructor(
    private readonly options: {
      name: string;
      seed?: number;
      env?: Readonly<Record<string, string>>;
      fetch?: RoomHost["fetch"];
    },
  ) {
    this.randomState = options.seed ?? 1;
  }

  /** The host of the room's present life. */
  host(): RoomHost {
    const life = this.life;
    // What an earlier life of the room still tries to do reaches nobody.
    const alive = () => life === this.life;
    return {
      name: () => this.options.name,
      now: () => this.now,
      randomBytes: (count) => Uint8Array.from({ length: count }, () => this.randomByte()),
      storage: {
        get: async (keys) => {
          const found = new Map<string, unknown>();
          for (const key of keys) {
            const value = this.read(key);
            if (value !== undefined) found.set(key, JSON.parse(value));
          }
          return found;
        },
        list: async (range) => this.list(range),
        put: (entries) => {
          assertStorable(entries);
          if (!alive()) return;
          for (const [key, value] of Object.entries(entries)) this.unwritten.set(key, JSON.stringify(value));
          this.flushSoon();
        },
        delete: (keys) => {
          if (!alive()) return;
          for (const key of keys) this.unwritten.set(key, null);
          this.flushSoon();
        },
        setAlarm: (at) => {
          if (alive()) this.alarmAt = at;
        },
      },
      connections: () => [...this.connections],
      fetch: this.options.fetch ?? (async () => new Response("unreachable", { status: 503 })),
      setTimer: (ms, callback) => {
        const id = ++this.timerIds;
        if (alive()) this.timers.set(id, { at: this.now + ms, callback });
        return () => void this.timers.delete(id);
      },
      // Alarms are kept with the disk here.
      alarmsMayBeLost: () => false,
      env: (name) => this.options.env?.[name],
      log: (message, error) =>
        void this.logged.push(`${message} ${error instanceof Error ? (error.stack ?? error.message) : ""}`),
    };
  }

  /** Opens a connection to the room; the client's end is what it returns. */
  connect(room: Room, origin: string | null = null): MemoryConnection {
    const connection = new MemoryConnection(`m${++this.connectionIds}`, (deliver) =>
      this.sendAfterWrites(deliver),
    );
    this.connections.add(connection);
    connection.onClosed = () => this.connections.delete(connection);
    room.onConnect(connection, origin);
    return connection;
  }

  /** Lets time pass: timers, and the alarm, go off in order. */
  async pass(ms: number, room: Room): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await settle();
      const [id, timer] = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [0, null];
      const alarm = this.alarmAt;
      const next = Math.min(timer?.at ?? Number.POSITIVE_INFINITY, alarm ?? Number.POSITIVE_INFINITY);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (timer && timer.at === next) {
        this.timers.delete(id);
        timer.callback();
      } else {
        this.alarmAt = null;
        await room.onAlarm();
      }
    }
    this.now = until;
    await settle();
  }

  /** The process dies: memory, timers, sockets and what was not yet written are gone. */
  crash(): void {
    this.life += 1;
    this.unwritten.clear();
    this.unsent = [];
    this.timers.clear();
    for (const connection of this.connections) connection.lost = true;
    this.connections.clear();
  }

  private read(key: string): string | undefined {
    const pending = this.unwritten.get(key);
    return pending === undefined ? this.disk.get(key) : (pending ?? undefined);
  }

  private list({ prefix, end, reverse = false, limit = Number.POSITIVE_INFINITY }: StorageRange) {
    const keys = [...new Set([...this.disk.keys(), ...this.unwritten.keys()])]
      .filter((key) => key.startsWith(prefix) && (end === undefined || key < end))
      .filter((key) => this.read(key) !== undefined)
      .sort();
    if (reverse) keys.reverse();
    const found = new Map<string, unknown>();
    for (const key of keys.slice(0, limit)) found.set(key, JSON.parse(this.read(key) ?? "null"));
    return found;
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    const { life } = this;
    setTimeout(() => {
      this.flushing = false;
      if (life !== this.life) return;
      for (const [key, value] of this.unwritten) {
        if (value === null) this.disk.delete(key);
        else this.disk.set(key, value);
      }
      this.unwritten.clear();
      for (const deliver of this.unsent.splice(0)) deliver();
    }, 0);
  }

  /** The output gate. */
  private sendAfterWrites(deliver: () => void): void {
    if (this.unwritten.size > 0 || this.unsent.length > 0) this.unsent.push(deliver);
    else deliver();
  }

  /** xorshift32: the same seed, the same bytes. */
  private randomByte(): number {
    let state = this.randomState;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.randomState = state >>> 0;
    return this.randomState & 0xff;
  }
}

/** Both ends of a connection: the room's, and what a test sees at the client's. */
export class MemoryConnection implements RoomConnection {
  /** Frames as the client received them. */
  readonly received: string[] = [];
  closedWith: { code: number; reason: string } | null = null;
  lost = false;
  onClosed: () => void = () => undefined;
  private attached = "null";

  constructor(
    readonly id: string,
    private readonly gate: (deliver: () => void) => void,
  ) {}

  send(text: string): void {
    this.gate(() => {
      if (!this.lost && !this.closedWith) this.received.push(text);
    });
  }

  close(code: number, reason: string): void {
    this.gate(() => {
      this.closedWith ??= { code, reason };
      this.onClosed();
    });
  }

  attachment(): unknown {
    return JSON.parse(this.attached);
  }

  attach(value: unknown): void {
    this.attached = JSON.stringify(value);
  }
}

/** Until nothing moves any more without time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}
