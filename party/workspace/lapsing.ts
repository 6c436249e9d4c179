import { type RoomHost, STORAGE_LIMITS } from "../hosts/room-host.ts";

type Entry<Value> = { value: Value; at: number; until: number };

export type LapsingPorts = {
  host: RoomHost;
  /** On disk as `<prefix><name>`. */
  prefix: string;
  /** How many are kept; beyond that, what was set longest ago is forgotten. */
  most: number;
  /** Nothing counts for longer, in milliseconds: what says so was told by a clock that was ahead. */
  longestMs: number;
  /** `dueAt` has changed. */
  arm(): void;
};

/** What counts for a while only, and is then thrown away. */
export class Lapsing<Value> {
  /** What was set longest ago comes first. */
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(private readonly ports: LapsingPorts) {}

  async load(): Promise<void> {
    const { host, prefix } = this.ports;
    // What this class wrote.
    const stored = (await host.storage.list({ prefix })) as ReadonlyMap<string, Entry<Value>>;
    const inOrder = [...stored].sort(([, a], [, b]) => a.at - b.at);
    for (const [key, entry] of inOrder) this.entries.set(key.slice(prefix.length), entry);
  }

  get(name: string): Value | null {
    const entry = this.entries.get(name);
    return entry && this.counts(entry) ? entry.value : null;
  }

  set(name: string, value: Value, until: number): void {
    const { host, prefix, most, arm } = this.ports;
    const before = this.dueAt();
    const entry = { value, at: host.now(), until };
    this.entries.delete(name);
    this.entries.set(name, entry);
    host.storage.put({ [`${prefix}${name}`]: entry });
    this.forget([...this.entries.keys()].slice(0, Math.max(0, this.entries.size - most)));
    if (this.dueAt() !== before) arm();
  }

  forget(names: readonly string[]): void {
    const { host, prefix } = this.ports;
    const keys = names.filter((name) => this.entries.delete(name)).map((name) => `${prefix}${name}`);
    for (let start = 0; start < keys.length; start += STORAGE_LIMITS.keys) {
      host.storage.delete(keys.slice(start, start + STORAGE_LIMITS.keys));
    }
  }

  /** Throws away what does not count any more. */
  sweep(): void {
    this.forget([...this.entries].filter(([, entry]) => !this.counts(entry)).map(([name]) => name));
  }

  /** When the room must wake for it. Others may have lapsed sooner: nobody waits for that. */
  dueAt(): number | null {
    const [first] = this.entries.values();
    return first ? Math.min(first.until, first.at + this.ports.longestMs) : null;
  }

  private counts({ until }: Entry<Value>): boolean {
    const now = this.ports.host.now();
    return now < until && until <= now + this.ports.longestMs;
  }
}
