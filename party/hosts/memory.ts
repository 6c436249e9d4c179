import { frozen } from "./frozen.ts";
import { type Cut, MemoryDisk } from "./memory-disk.ts";
import { asStorable, type Room, type RoomConnection, type RoomHost } from "./room-host.ts";

/** Where a machine's time comes from, and the order of what happens at one moment. */
export type Scheduler = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` after `ms`; returns what cancels it. Tasks never run before `after` has returned. */
  after(ms: number, task: () => void): () => void;
};

export type MemoryOptions<R extends Room> = {
  name: string;
  scheduler: Scheduler;
  /** Makes the room of each life. */
  boot(host: RoomHost): R;
  randomBytes(count: number): Uint8Array;
  env?: Readonly<Record<string, string>>;
  fetch?: RoomHost["fetch"];
  /** How long the disk takes; a read of null is there at once, and lets nothing come between. Default: null, 0. */
  disk?: { readMs(): number | null; writeMs(): number };
  /** How late an alarm goes off. Default: not at all. */
  alarmLateMs?(): number;
  /** The room's memory is gone, and its disk is all there is. */
  onNewLife?(): void;
  /** Whether alarms outlive the process; `partykit dev` forgets them. Default: they do. */
  alarmsKept?: boolean;
};

/** An alarm whose handler did not come to its end goes off again after this long. */
const ALARM_RETRY_MS = 2_000;

/**
 * A machine in memory that behaves as the real ones do where it matters. Input gate: while the room reads its
 * disk no other event comes in, while it waits for the network others do. Output gate: nothing it sends,
 * fetches or answers leaves before what it wrote until then is durable. A crash loses memory, sockets and what
 * was not yet durable; hibernation loses memory alone. Alarms come at least once.
 */
export class MemoryMachine<R extends Room = Room> {
  room: R;
  readonly logged: string[] = [];
  /** How far this machine's clock is off, in milliseconds. */
  private clockSkew = 0;
  private readonly storage: MemoryDisk;
  private readonly connections = new Set<MemoryConnection>();
  private connectionIds = 0;
  /** What an earlier life of the room still tries to do reaches nobody. */
  private life = 0;
  private firstLifeOfProcess = true;
  private reads = 0;
  private working = 0;
  private readonly timers = new Set<() => void>();
  private readonly inbox: (() => void)[] = [];
  private readonly requests = new Set<(error: Error) => void>();
  private cancelAlarm: () => void = () => undefined;

  constructor(private readonly options: MemoryOptions<R>) {
    const { scheduler, disk } = options;
    this.storage = new MemoryDisk({
      after: (task) => scheduler.after(disk?.writeMs() ?? 0, task),
      onAlarm: () => this.armAlarm(),
      onCut: () => this.crash(),
    });
    this.room = options.boot(this.host());
  }

  /** What survives a crash. */
  get disk(): ReadonlyMap<string, string> {
    return this.storage.durable;
  }

  /** When the room will be woken, by its own clock. */
  get alarmAt(): number | null {
    return this.storage.alarmAt;
  }

  get now(): number {
    return this.options.scheduler.now() + this.clockSkew;
  }

  get skew(): number {
    return this.clockSkew;
  }

  /** Sets the machine's clock wrong, or right again. */
  set skew(ms: number) {
    this.clockSkew = ms;
    this.armAlarm();
  }

  /** Whether nothing is under way, so that the platform may put the room to sleep. */
  get isIdle(): boolean {
    const { reads, working, timers, inbox, requests, storage } = this;
    return reads + working + timers.size + inbox.length + requests.size === 0 && storage.isIdle;
  }

  /** Opens a connection to the room; what it returns is the client's end too. */
  connect(origin: string | null = null, client?: ClientEnd): MemoryConnection {
    this.connectionIds += 1;
    const connection = new MemoryConnection(
      `m${this.connectionIds}`,
      (deliver) => this.storage.afterWrites(deliver),
      client,
    );
    this.connections.add(connection);
    connection.onClosed = () => this.closedByRoom(connection);
    this.deliver(() => this.room.onConnect(connection, origin));
    return connection;
  }

  /** A frame comes in; resolves when it has been served, and never if the machine crashes before. */
  frame(connection: MemoryConnection, raw: unknown): Promise<void> {
    return this.serve(() => this.room.onFrame(connection, raw));
  }

  /** The client's end, or the line, is gone. */
  disconnect(connection: MemoryConnection): void {
    if (!this.connections.delete(connection)) return;
    connection.lost = true;
    this.deliver(() => this.room.onClose(connection));
  }

  /** The room is told of its own close too, as the platform tells it when the client's half has closed. */
  private closedByRoom(connection: MemoryConnection): void {
    const { life } = this;
    this.connections.delete(connection);
    this.options.scheduler.after(0, () => {
      if (life === this.life) this.deliver(() => this.room.onClose(connection));
    });
  }

  /** Rejects when the machine crashes before the answer has left it. */
  request(request: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.requests.add(reject);
      void this.serve(async () => {
        const response = await this.room.onRequest(request);
        this.storage.afterWrites(() => {
          this.requests.delete(reject);
          resolve(response);
        });
      });
    });
  }

  /** The alarm goes off now, whatever the clock says. */
  wake(): void {
    this.cancelAlarm();
    this.storage.takeAlarm();
    const { life } = this;
    let over = false;
    void this.serve(() => this.room.onAlarm()).then(() =>
      // The platform forgets an alarm together with what its handler wrote.
      this.storage.afterWrites(() => {
        over = true;
      }),
    );
    // At least once: if this life does not see it through, the next one is woken again.
    this.unfinishedAlarm = () => {
      if (!over && life !== this.life && this.storage.alarmAt === null) {
        this.storage.restoreAlarm(this.now + ALARM_RETRY_MS);
      }
    };
  }

  /** The process dies: memory, timers, sockets and what was not yet durable are gone. */
  crash(): void {
    const lost = [...this.connections];
    this.connections.clear();
    this.endLife();
    this.firstLifeOfProcess = true;
    this.storage.lose();
    if (this.options.alarmsKept === false) this.storage.takeAlarm();
    else this.unfinishedAlarm();
    this.armAlarm();
    for (const connection of lost) connection.lose();
    this.room = this.options.boot(this.host());
    this.options.onNewLife?.();
  }

  /** What is written next is cut short so, and the machine crashes; null takes that back. */
  cutNextWrite(cut: Cut | null): void {
    this.storage.cutNext(cut);
  }

  /** An idle room's memory goes; its sockets stay. False when it is not idle. */
  hibernate(): boolean {
    if (!this.isIdle) return false;
    this.endLife();
    this.room = this.options.boot(this.host());
    this.options.onNewLife?.();
    return true;
  }

  private unfinishedAlarm: () => void = () => undefined;

  private endLife(): void {
    this.life += 1;
    this.reads = 0;
    this.working = 0;
    this.inbox.length = 0;
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    const unanswered = [...this.requests];
    this.requests.clear();
    for (const reject of unanswered) reject(new Error("the machine went down"));
  }

  private host(): RoomHost {
    const { life, options } = this;
    const { scheduler } = options;
    const isAlive = () => life === this.life;
    const isFirst = this.firstLifeOfProcess;
    this.firstLifeOfProcess = false;
    return {
      name: () => options.name,
      now: () => this.now,
      randomBytes: options.randomBytes,
      storage: {
        get: (keys) => this.read(isAlive, () => this.storage.get(keys)),
        list: (range) => this.read(isAlive, () => this.storage.list(range)),
        put: (entries) => {
          const texts = asStorable(entries);
          if (isAlive()) this.storage.put(texts);
        },
        delete: (keys) => {
          if (isAlive()) this.storage.delete(keys);
        },
        setAlarm: (at) => {
          if (isAlive()) this.storage.setAlarm(at);
        },
      },
      connections: () => (isAlive() ? [...this.connections] : []),
      fetch: (url, init) => this.fetch(isAlive, url, init),
      setTimer: (ms, callback) => {
        if (!isAlive()) return () => undefined;
        const cancel = scheduler.after(ms, () => {
          this.timers.delete(forget);
          this.deliver(callback);
        });
        const forget = () => {
          this.timers.delete(forget);
          cancel();
        };
        this.timers.add(forget);
        return forget;
      },
      alarmsMayBeLost: () => isFirst && options.alarmsKept === false,
      env: (name) => options.env?.[name],
      log: (message, error) => {
        const detail = error instanceof Error ? (error.stack ?? error.message) : "";
        if (isAlive()) this.logged.push(`${message} ${detail}`);
      },
    };
  }

  /** Runs it now, or once the room has read what it waits for. */
  private deliver(event: () => void): void {
    if (this.reads > 0 || this.inbox.length > 0) this.inbox.push(event);
    else event();
  }

  private serve(handle: () => Promise<void>): Promise<void> {
    const { life } = this;
    return new Promise((resolve) =>
      this.deliver(() => {
        this.working += 1;
        void handle().then(() => {
          if (life !== this.life) return;
          this.working -= 1;
          resolve();
        });
      }),
    );
  }

  private read<Result>(isAlive: () => boolean, take: () => Result): Promise<Result> {
    if (!isAlive()) return NEVER;
    const result = take();
    const ms = this.options.disk?.readMs() ?? null;
    if (ms === null) return Promise.resolve(result);
    this.reads += 1;
    return new Promise((resolve) =>
      this.options.scheduler.after(ms, () => {
        if (!isAlive()) return;
        this.reads -= 1;
        resolve(result);
        if (this.inbox.length > 0) this.openSoon();
      }),
    );
  }

  /** What waited at the gate comes in one at a time, after what was read has been seen. */
  private openSoon(): void {
    const { life } = this;
    this.options.scheduler.after(0, () => {
      if (life !== this.life || this.reads > 0) return;
      const event = this.inbox.shift();
      event?.();
      if (this.inbox.length > 0) this.openSoon();
    });
  }

  private fetch(isAlive: () => boolean, url: string, init?: RequestInit): Promise<Response> {
    if (!isAlive()) return NEVER;
    const send = this.options.fetch ?? (async () => new Response("unreachable", { status: 503 }));
    return new Promise((resolve, reject) => {
      const come = (event: () => void) => {
        if (isAlive()) this.deliver(event);
      };
      this.storage.afterWrites(() =>
        send(url, init).then(
          (response) => come(() => resolve(response)),
          (error) => come(() => reject(error)),
        ),
      );
    });
  }

  private armAlarm(): void {
    this.cancelAlarm();
    this.cancelAlarm = () => undefined;
    const { alarmAt } = this.storage;
    if (alarmAt === null) return;
    const late = this.options.alarmLateMs?.() ?? 0;
    this.cancelAlarm = this.options.scheduler.after(Math.max(0, alarmAt - this.now) + late, () =>
      this.wake(),
    );
  }
}

const NEVER: Promise<never> = new Promise(() => undefined);

/** What happens at the client's end of a connection. */
export type ClientEnd = {
  receive(text: string): void;
  closed(code: number, reason: string): void;
};

/** Both ends of a connection: the room's, and what a test sees at the client's. */
export class MemoryConnection implements RoomConnection {
  /** Frames as the client received them. */
  readonly received: string[] = [];
  closedWith: { code: number; reason: string } | null = null;
  lost = false;
  onClosed: () => void = () => undefined;
  private attached: unknown = null;

  constructor(
    readonly id: string,
    private readonly gate: (deliver: () => void) => void,
    private readonly client?: ClientEnd,
  ) {}

  send(text: string): void {
    this.gate(() => {
      if (this.lost || this.closedWith) return;
      if (this.client) this.client.receive(text);
      else this.received.push(text);
    });
  }

  close(code: number, reason: string): void {
    this.gate(() => {
      if (this.lost || this.closedWith) return;
      this.closedWith = { code, reason };
      this.onClosed();
      this.client?.closed(code, reason);
    });
  }

  /** The line breaks under it. */
  lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.client?.closed(1006, "");
  }

  attachment(): unknown {
    return this.attached;
  }

  /** As it would come back from the platform; nobody can change it by the way. */
  attach(value: unknown): void {
    this.attached = frozen(JSON.parse(JSON.stringify(value)));
  }
}
