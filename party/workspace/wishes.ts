import type { RoomHost } from "../hosts/room-host.ts";
import { retryAfter } from "./retry.ts";

/** Something a conversation has to be told, and that must not be lost (I18). */
export type Wish =
  | { kind: "erase"; conversationId: string; customerId: string | null }
  /** The customer turned out to be somebody who goes on elsewhere. */
  | { kind: "merge"; conversationId: string; successorId: string };

export type WishPorts = {
  host: RoomHost;
  /** True once it is done. */
  carryOut(wish: Wish): Promise<boolean>;
  /** Called in the same synchronous block as the write that ends a wish. */
  onDone(wish: Wish): void;
  /** `dueAt` has changed. */
  arm(): void;
};

/** Longer than one try takes. */
const TRYING_MS = 15_000;
/** Wishes that one alarm takes up. */
const AT_ONCE = 10;

type Pending = { wish: Wish; failures: number; nextAt: number };

/** What is still to be told, on disk: `wish:<conversation>`, one each. Tried at once, and again by the alarm. */
export class Wishes {
  private readonly pending = new Map<string, Pending>();

  constructor(private readonly ports: WishPorts) {}

  async load(): Promise<void> {
    const { host } = this.ports;
    for (const value of (await host.storage.list({ prefix: "wish:" })).values()) {
      // What this class wrote.
      const wish = value as Wish;
      this.pending.set(wish.conversationId, { wish, failures: 0, nextAt: host.now() });
    }
  }

  all(): Wish[] {
    return [...this.pending.values()].map(({ wish }) => wish);
  }

  get(conversationId: string): Wish | undefined {
    return this.pending.get(conversationId)?.wish;
  }

  /** Synchronous, so that it is durable together with what gave rise to it. A later wish replaces an earlier one. */
  add(wish: Wish): void {
    const { host, arm } = this.ports;
    host.storage.put({ [`wish:${wish.conversationId}`]: wish });
    this.pending.set(wish.conversationId, { wish, failures: 0, nextAt: host.now() + TRYING_MS });
    arm();
  }

  drop(conversationId: string): void {
    if (this.pending.delete(conversationId)) this.ports.host.storage.delete([`wish:${conversationId}`]);
  }

  /** What was to be tried again by a clock that was ahead is due. */
  clockWasAhead(): void {
    for (const entry of this.pending.values()) entry.nextAt = Math.min(entry.nextAt, this.ports.host.now());
    this.ports.arm();
  }

  /** Tries it now; true when it is done. */
  async attempt(conversationId: string): Promise<boolean> {
    const { host, carryOut, onDone, arm } = this.ports;
    const entry = this.pending.get(conversationId);
    if (!entry) return true;
    entry.nextAt = host.now() + TRYING_MS;
    const done = await carryOut(entry.wish);
    // Another wish may have taken its place meanwhile.
    if (this.pending.get(conversationId) !== entry) return done;
    if (done) {
      this.drop(conversationId);
      onDone(entry.wish);
      return true;
    }
    entry.nextAt = host.now() + retryAfter(entry.failures);
    entry.failures += 1;
    arm();
    return false;
  }

  async pursue(): Promise<void> {
    const now = this.ports.host.now();
    const due = [...this.pending.values()].filter(({ nextAt }) => nextAt <= now).slice(0, AT_ONCE);
    await Promise.all(due.map(({ wish }) => this.attempt(wish.conversationId)));
  }

  /** When the room must wake for the next of them. */
  dueAt(): number | null {
    const times = [...this.pending.values()].map(({ nextAt }) => nextAt);
    return times.length === 0 ? null : Math.min(...times);
  }
}
