import type { WorkspaceConfig } from "../../conversation/core/config.ts";

/** Token buckets per connection and sender. They live in memory: a room that slept has nothing to limit. */
type Bucket = { tokens: number; at: number };

const MOST_BUCKETS = 1_000;
const WINDOW_S = 10;

export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly now: () => number) {}

  /** How long the connection must wait before it may send a frame, in milliseconds; 0 when it may now. */
  frame(connectionKey: string, { framesPerSecond, frameBurst }: WorkspaceConfig["limits"]): number {
    return this.take(`frame:${connectionKey}`, framesPerSecond, frameBurst);
  }

  /** The same for what a customer adds to the log: messages by one key, everything else by another. */
  entry(key: string, { messagesPer10s }: WorkspaceConfig["limits"]): number {
    return this.take(key, messagesPer10s / WINDOW_S, messagesPer10s);
  }

  /** The same for files. */
  upload(key: string, perMinute: number): number {
    return this.take(`upload:${key}`, perMinute / 60, Math.max(1, perMinute));
  }

  private take(key: string, perSecond: number, burst: number): number {
    const now = this.now();
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    // A clock that was put back must not lock anybody out until it has caught up.
    const refilled = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * perSecond);
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: refilled >= 1 ? refilled - 1 : refilled, at: now });
    if (this.buckets.size > MOST_BUCKETS) this.forgetOldest();
    return refilled >= 1 ? 0 : Math.ceil(((1 - refilled) / perSecond) * 1_000);
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
