/**
 * What a room needs of the machine it runs on, and nothing more. Rooms know this port, never the platform's
 * objects; the contract suite in `test/contracts` holds every host to it.
 */
export type RoomHost = {
  /**
   * The room's name as it stands in the URL, or null where the platform does not say (PartyKit after a
   * cold alarm): rooms keep what they need of it in storage.
   */
  name(): string | null;
  /** Milliseconds since 1970. */
  now(): number;
  randomBytes(count: number): Uint8Array;
  storage: RoomStorage;
  /** Connections that are open now; after a hibernation wake the same ones, with their attachments. */
  connections(): Iterable<RoomConnection>;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Calls back after `ms`, unless the room is evicted first. Returns what cancels it. */
  setTimer(ms: number, callback: () => void): () => void;
  /** True for the first life of this room in its process, where the host keeps alarms in memory. Ask once a life. */
  alarmsMayBeLost(): boolean;
  /** A setting of the deployment. */
  env(name: string): string | undefined;
  /** For operators: never a token, a key, or what somebody wrote. */
  log(message: string, error?: unknown): void;
};

/** Keys ≤ 2 KiB, values ≤ 128 KiB, at most 128 keys at once: the host refuses what production would. */
export type RoomStorage = {
  get(keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** In key order, or against it; `end` is exclusive. */
  list(range: StorageRange): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Atomic, and together with every other write made before the next await. Nothing that the room sends
   * afterwards leaves it before the write is durable.
   */
  put(entries: Readonly<Record<string, unknown>>): void;
  delete(keys: readonly string[]): void;
  /** When the room will be woken next, in milliseconds since 1970; each call replaces the last. */
  setAlarm(at: number): void;
};

export type StorageRange = {
  prefix: string;
  end?: string;
  reverse?: boolean;
  limit?: number;
};

export type RoomConnection = {
  readonly id: string;
  send(text: string): void;
  close(code: number, reason: string): void;
  /**
   * What the room remembers of this connection over a hibernation. The platform keeps 2,048 bytes of it, and the
   * connection's own address takes a part of them.
   */
  attachment(): unknown;
  attach(value: unknown): void;
};

/** What a host calls. None of these may throw: a room catches everything itself. */
export type Room = {
  onConnect(connection: RoomConnection, origin: string | null): void;
  onFrame(connection: RoomConnection, raw: unknown): Promise<void>;
  onClose(connection: RoomConnection): void;
  onRequest(request: Request): Promise<Response>;
  onAlarm(): Promise<void>;
};

export const STORAGE_LIMITS = { keyBytes: 2_048, valueBytes: 128 * 1024, keys: 128 } as const;

const encoder = new TextEncoder();

/** The entries as JSON. Throws on those that production would refuse, so that a development host refuses them too. */
export function asStorable(entries: Readonly<Record<string, unknown>>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(entries)) {
    if (key.length > STORAGE_LIMITS.keyBytes) throw new Error(`key of ${key.length} bytes`);
    const text = JSON.stringify(value) ?? "null";
    // A cheap upper bound first: most values are far below the limit.
    if (text.length * 3 > STORAGE_LIMITS.valueBytes) {
      const bytes = encoder.encode(text).length;
      if (bytes > STORAGE_LIMITS.valueBytes) throw new Error(`value of ${bytes} bytes under ${key}`);
    }
    texts.set(key, text);
  }
  if (texts.size > STORAGE_LIMITS.keys) throw new Error(`${texts.size} keys in one put`);
  return texts;
}
