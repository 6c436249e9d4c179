import { frozen } from "./frozen.ts";
import type { StorageRange } from "./room-host.ts";

/** One atomic write: what was put with no await between. Null deletes. */
type Write = { entries: Map<string, string | null>; alarmAt: number | undefined };

/** Where a crash cuts a flush short: so many writes are durable, so many messages have left. */
export type Cut = { writes: number; messages: number };

/** A disk that takes its time: writes are durable later, in order, and what is sent meanwhile waits for them. */
export class MemoryDisk {
  readonly durable = new Map<string, string>();
  /** Every key there has been, in order, so that a list need not look at all of them; deleted ones are left in. */
  private readonly keys: string[] = [];
  private readonly known = new Set<string>();
  alarmAt: number | null = null;
  /** What was last made of each text: most is read far more often than it is written, and nobody can change it. */
  private readonly parsed = new Map<string, { text: string; value: unknown }>();
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
      if (value !== undefined) found.set(key, this.parse(key, value));
    }
    return found;
  }

  list({
    prefix,
    end,
    reverse = false,
    limit = Number.POSITIVE_INFINITY,
  }: StorageRange): Map<string, unknown> {
    const { keys } = this;
    const first = firstIndex(keys, (key) => byBytes(key, prefix) >= 0);
    const last = firstIndex(
      keys,
      (key) => byBytes(key, end ?? prefix) >= 0 && (end !== undefined || !key.startsWith(prefix)),
    );
    const found = new Map<string, unknown>();
    for (let place = 0; place < last - first && found.size < limit; place += 1) {
      const key = keys[reverse ? last - 1 - place : first + place] ?? "";
      const value = key.startsWith(prefix) ? this.read(key) : undefined;
      if (value !== undefined) found.set(key, this.parse(key, value));
    }
    return found;
  }

  /** Values are JSON. */
  put(entries: ReadonlyMap<string, string>): void {
    const write = this.current();
    for (const [key, value] of entries) {
      write.entries.set(key, value);
      if (this.known.has(key)) continue;
      this.known.add(key);
      this.keys.splice(
        firstIndex(this.keys, (other) => byBytes(other, key) > 0),
        0,
        key,
      );
    }
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

  private parse(key: string, text: string): unknown {
    const known = this.parsed.get(key);
    if (known?.text === text) return known.value;
    const value = frozen(JSON.parse(text));
    this.parsed.set(key, { text, value });
    return value;
  }

  private read(key: string): string | undefined {
    for (let index = this.writes.length - 1; index >= 0; index -= 1) {
      const value = this.writes[index]?.entries.get(key);
      if (value !== undefined) return value ?? undefined;
    }
    return this.durable.get(key);
  }
}

/** The first place, in keys in order, from which on it `isBeyond`. */
function firstIndex(keys: readonly string[], isBeyond: (key: string) => boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeyond(keys[middle] ?? "")) high = middle;
    else low = middle + 1;
  }
  return low;
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
