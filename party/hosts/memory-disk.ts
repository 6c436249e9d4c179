import type { StorageRange } from "./room-host.ts";

/** One atomic write: what was put with no await between. Null deletes. */
type Write = { entries: Map<string, string | null>; alarmAt: number | undefined };

/** Where a crash cuts a flush short: so many writes are durable, so many messages have left. */
export type Cut = { writes: number; messages: number };

/** A disk that takes its time: writes are durable later, in order, and what is sent meanwhile waits for them. */
export class MemoryDisk {
  readonly durable = new Map<string, string>();
  alarmAt: number | null = null;
  private writes: Write[] = [];
  private open: Write | null = null;
  private waiting: (() => void)[] = [];
  private flushing: (() => void) | null = null;
  private cut: Cut | null = null;

  constructor(
    private readonly ports: {
      /** Calls back when the disk has had its time. */
      after(task: () => void): () => void;
      onAlarm(): void;
      /** A flush was cut short: the machine dies. */
      onCut(): void;
    },
  ) {}

  get isIdle(): boolean {
    return this.flushing === null;
  }

  get(keys: readonly string[]): Map<string, unknown> {
    const found = new Map<string, unknown>();
    for (const key of keys) {
      const value = this.read(key);
      if (value !== undefined) found.set(key, JSON.parse(value));
    }
    return found;
  }

  list({
    prefix,
    end,
    reverse = false,
    limit = Number.POSITIVE_INFINITY,
  }: StorageRange): Map<string, unknown> {
    const keys = new Set(this.durable.keys());
    for (const { entries } of this.writes) for (const key of entries.keys()) keys.add(key);
    const inRange = [...keys]
      .filter((key) => key.startsWith(prefix) && (end === undefined || key < end))
      .filter((key) => this.read(key) !== undefined)
      .sort(byBytes);
    if (reverse) inRange.reverse();
    return this.get(inRange.slice(0, limit));
  }

  put(entries: Readonly<Record<string, unknown>>): void {
    const write = this.current();
    for (const [key, value] of Object.entries(entries)) write.entries.set(key, JSON.stringify(value));
  }

  delete(keys: readonly string[]): void {
    const write = this.current();
    for (const key of keys) write.entries.set(key, null);
  }

  setAlarm(at: number): void {
    this.current().alarmAt = at;
  }

  /** The alarm is taken off, to go off or to be forgotten. */
  takeAlarm(): void {
    this.alarmAt = null;
  }

  restoreAlarm(at: number): void {
    this.alarmAt = at;
  }

  /** The output gate: `deliver` runs once all that was written before is durable, in order. */
  afterWrites(deliver: () => void): void {
    if (this.flushing) this.waiting.push(deliver);
    else deliver();
  }

  cutNext(cut: Cut | null): void {
    this.cut = cut;
  }

  /** What was not durable is gone. */
  lose(): void {
    this.flushing?.();
    this.flushing = null;
    this.writes = [];
    this.open = null;
    this.waiting = [];
    this.cut = null;
  }

  /** The write of this synchronous block. */
  private current(): Write {
    if (this.open) return this.open;
    const write: Write = { entries: new Map(), alarmAt: undefined };
    this.open = write;
    this.writes.push(write);
    queueMicrotask(() => {
      if (this.open === write) this.open = null;
    });
    this.flushing ??= this.ports.after(() => this.flush());
    return write;
  }

  private flush(): void {
    const { cut } = this;
    this.flushing = null;
    const writes = this.writes.splice(0);
    for (const write of cut ? writes.slice(0, cut.writes) : writes) this.apply(write);
    const messages = this.waiting.splice(0);
    const isWhole = !cut || cut.writes >= writes.length;
    for (const deliver of isWhole ? messages.slice(0, cut?.messages ?? messages.length) : []) deliver();
    if (cut) this.ports.onCut();
  }

  private apply({ entries, alarmAt }: Write): void {
    for (const [key, value] of entries) {
      if (value === null) this.durable.delete(key);
      else this.durable.set(key, value);
    }
    if (alarmAt === undefined) return;
    this.alarmAt = alarmAt;
    this.ports.onAlarm();
  }

  private read(key: string): string | undefined {
    for (let index = this.writes.length - 1; index >= 0; index -= 1) {
      const value = this.writes[index]?.entries.get(key);
      if (value !== undefined) return value ?? undefined;
    }
    return this.durable.get(key);
  }
}

/** As real disks do: UTF-8 orders by code point, where JavaScript compares halves of surrogate pairs. */
function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) {
      return (a.codePointAt(index) ?? 0) - (b.codePointAt(index) ?? 0);
    }
  }
  return a.length - b.length;
}
