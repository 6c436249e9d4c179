import type { RoomHost } from "../hosts/room-host.ts";
import { inBatches } from "./batches.ts";
import type { Customers } from "./customers.ts";
import type { Erasures } from "./erasures.ts";
import { endedKey } from "./erasures.ts";

export type RetentionPorts = {
  host: RoomHost;
  customers: Customers;
  erasures: Erasures;
  /** How long ended conversations are kept now; null for ever. */
  retentionMs(): number | null;
  /** `dueAt` has changed. */
  arm(): void;
};

/** A conversation keeps its own deadline; what is still here this much later has missed it. */
const MISSED_MS = 30_000;
/** Conversations that one alarm takes up. */
const AT_ONCE = 50;

/**
 * Ended conversations that have been kept for as long as they were to be (N5). Each asks by itself when its time is
 * over; those that missed it, or ended under another configuration, are found by `ended:<time>:<conversation>`.
 */
export class Retention {
  /** When the conversation ended that is the first to go. */
  private oldest: number | null = null;

  constructor(private readonly ports: RetentionPorts) {}

  async load(): Promise<void> {
    const first = await this.ports.host.storage.list({ prefix: "ended:", limit: 1 });
    const [key] = first.keys();
    this.oldest = key === undefined ? null : endOf(key);
  }

  /** A conversation told that it has ended; the first time counts. */
  async ended(id: string, customerId: string, at: number): Promise<void> {
    const { host, customers, erasures, arm } = this.ports;
    const known = await customers.conversation(id);
    if (erasures.isGoneNow(id) || (known?.endedAt ?? null) !== null) return;
    customers.putConversation(id, { customerId, ...known, endedAt: at });
    host.storage.put({ [endedKey(at, id)]: true });
    if (this.oldest === null || at < this.oldest) this.oldest = at;
    arm();
  }

  /** The conversation says that its time is over; whether it is, the configuration of now decides. */
  async expire(id: string, endedAt: number): Promise<void> {
    const { host, erasures, retentionMs } = this.ports;
    const kept = retentionMs();
    if (kept === null || endedAt + kept > host.now()) return;
    await erasures.conversation(id, { withCustomer: true });
  }

  /** Erases what is still here though its time is over. */
  async sweep(): Promise<void> {
    const { host, erasures } = this.ports;
    const dueAt = this.dueAt();
    const kept = this.ports.retentionMs();
    if (kept === null || dueAt === null || dueAt > host.now()) return;
    const end = endedKey(Math.max(0, host.now() - kept - MISSED_MS) + 1);
    const missed = await host.storage.list({ prefix: "ended:", end, limit: AT_ONCE });
    // It is forgotten at once, so what does not answer is not met here again.
    await inBatches([...missed.keys()], async (key) => {
      const id = key.split(":").slice(2).join(":");
      await erasures.conversation(id, { withCustomer: true });
      host.storage.delete([key]);
    });
    await this.load();
  }

  /** When the room must wake for it. */
  dueAt(): number | null {
    const kept = this.ports.retentionMs();
    return kept === null || this.oldest === null ? null : this.oldest + kept + MISSED_MS;
  }
}

function endOf(key: string): number {
  return Number(key.split(":")[1]);
}
