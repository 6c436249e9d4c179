import type { RoomHost } from "../hosts/room-host.ts";
import { inBatches } from "./batches.ts";
import type { Customers, StoredCustomer } from "./customers.ts";
import type { Directory } from "./directory.ts";
import type { KeyedQueue } from "./keyed-queue.ts";
import type { Wish, Wishes } from "./wishes.ts";

/** A customer whose conversations are being erased; forgotten when the last one is. */
type Leaving = { customerId: string; identity: string | null; conversations: number };

export type Progress = { id: string; conversations: number; pending: number };

export type ErasurePorts = {
  host: RoomHost;
  customers: Customers;
  directory: Directory;
  queue: KeyedQueue;
  wishes: Wishes;
  /** Rows have left the directory. */
  onRemoved(ids: readonly string[]): void;
};

/** Marks an identity among the names of customers; no id of ours holds a colon. */
const IDENTITY = "identity:";

/**
 * Erasing conversations and customers (N5). The workspace forgets them in one write, which also leaves a tombstone,
 * `gone:<conversation>`, and the wish that the conversation itself be erased; so whatever comes late finds nothing
 * to come back to (I12), and a crash at any moment only delays the rest.
 */
export class Erasures {
  /** Erased in this life of the room; what was erased before is on disk. */
  private readonly gone = new Set<string>();
  private readonly leaving = new Map<string, Leaving>();

  constructor(private readonly ports: ErasurePorts) {}

  async load(): Promise<void> {
    for (const value of (await this.ports.host.storage.list({ prefix: "leaving:" })).values()) {
      // What this class wrote.
      const leaving = value as Leaving;
      this.leaving.set(leaving.customerId, leaving);
    }
  }

  async isGone(id: string): Promise<boolean> {
    return this.gone.has(id) || (await this.ports.host.storage.get([`gone:${id}`])).size > 0;
  }

  /** Erased since this room woke: known without asking the disk. */
  isGoneNow(id: string): boolean {
    return this.gone.has(id);
  }

  /**
   * Erases one conversation; true when nothing is left of it, false when it is still to come. `withCustomer`
   * forgets a customer as well who then has no other.
   */
  async conversation(id: string, { withCustomer = false } = {}): Promise<boolean> {
    const { customers, queue, wishes } = this.ports;
    for (;;) {
      const customerId = await this.holderOf(id);
      const settled = await queue.run(customerId === null ? [] : [`customer:${customerId}`], async () => {
        if ((await this.holderOf(id)) !== customerId) return false;
        if (await this.isGone(id)) return true;
        const endedAt = (await customers.conversation(id))?.endedAt ?? null;
        const person = customerId === null ? null : await customers.customer(customerId);
        const held = customerId === null ? null : await customers.holdings(customerId);
        const others = held?.conversations.some((other) => other !== id) ?? true;
        this.forget(id, customerId, endedAt);
        if (person?.conversationId === id) customers.put({ ...person, conversationId: null });
        if (withCustomer && person && held && !others) customers.forget(person, held);
        this.ports.onRemoved([id]);
        return true;
      });
      if (settled) return wishes.attempt(id);
    }
  }

  /**
   * Erases a customer with all their conversations, or goes on with it. `name` is the customer's id, or `identity:`
   * and the site's own. Null where there is no such customer.
   */
  async customer(name: string): Promise<Progress | null> {
    const { customers, queue } = this.ports;
    const under = this.underWay(name);
    if (under) return this.goOn(under);
    const id = await this.idOf(name);
    if (id === null) return null;
    const leaving = await queue.run([`customer:${id}`], async () => {
      const person = await customers.customer(id);
      if (!person) return null;
      // Also what was to be erased before, and is not yet.
      const all = new Set([...(await this.conversationsOf(person)), ...this.pendingOf(id)]);
      return this.leave(person, [...all]);
    });
    return leaving ? this.goOn(leaving) : (this.progressOf(id) ?? null);
  }

  /** The customer's id for `name`, as in `customer`; null where there is none. */
  async idOf(name: string): Promise<string | null> {
    const { customers } = this.ports;
    if (name.startsWith(IDENTITY)) return customers.ofIdentity(name.slice(IDENTITY.length));
    return (await customers.customer(name)) ? name : null;
  }

  /** Every conversation that was ever given to them, ended ones included. */
  async conversationsOf({ customer, conversationId }: StoredCustomer): Promise<string[]> {
    const { customers, directory } = this.ports;
    const { conversations } = await customers.holdings(customer.id);
    const listed = directory.all().filter((row) => row.customer.id === customer.id);
    const current = conversationId === null ? [] : [conversationId];
    return [...new Set([...conversations, ...listed.map((row) => row.id), ...current])];
  }

  /** A wish that one of a leaving customer's conversations be erased has come true: the last one ends it. */
  onErased(wish: Wish): void {
    if (wish.kind !== "erase" || wish.customerId === null) return;
    const { customerId } = wish;
    if (!this.leaving.has(customerId) || this.pendingOf(customerId).length > 0) return;
    this.leaving.delete(customerId);
    this.ports.host.storage.delete([`leaving:${customerId}`]);
  }

  /** One synchronous block: from here on there is no such customer. */
  private async leave(person: StoredCustomer, conversations: readonly string[]): Promise<Leaving> {
    const { host, customers, onRemoved } = this.ports;
    const { id } = person.customer;
    const held = await customers.holdings(id);
    const ends = await Promise.all(conversations.map((each) => customers.conversation(each)));
    const leaving: Leaving = {
      customerId: id,
      identity: person.identity,
      conversations: conversations.length,
    };
    customers.forget(person, held);
    for (const [index, each] of conversations.entries()) {
      this.forget(each, id, ends[index]?.endedAt ?? null);
    }
    if (conversations.length > 0) {
      host.storage.put({ [`leaving:${id}`]: leaving });
      this.leaving.set(id, leaving);
    }
    onRemoved(conversations);
    return leaving;
  }

  private async goOn({ customerId, conversations }: Leaving): Promise<Progress> {
    await inBatches(this.pendingOf(customerId), (id) => this.ports.wishes.attempt(id));
    return { id: customerId, conversations, pending: this.pendingOf(customerId).length };
  }

  private progressOf(customerId: string): Progress | null {
    const leaving = this.leaving.get(customerId);
    return leaving
      ? { id: customerId, conversations: leaving.conversations, pending: this.pendingOf(customerId).length }
      : null;
  }

  private underWay(name: string): Leaving | undefined {
    return [...this.leaving.values()].find(
      ({ customerId, identity }) =>
        customerId === name || (identity !== null && `${IDENTITY}${identity}` === name),
    );
  }

  private pendingOf(customerId: string): string[] {
    return this.ports.wishes
      .all()
      .filter((wish) => wish.kind === "erase" && wish.customerId === customerId)
      .map((wish) => wish.conversationId);
  }

  /** Synchronous: the workspace knows nothing of the conversation any more but that it is gone. */
  private forget(id: string, customerId: string | null, endedAt: number | null): void {
    const { host, customers, directory, wishes } = this.ports;
    this.gone.add(id);
    host.storage.put({ [`gone:${id}`]: { at: host.now() } });
    if (endedAt !== null) host.storage.delete([endedKey(endedAt, id)]);
    customers.forgetConversation(id, customerId);
    directory.remove(id);
    wishes.add({ kind: "erase", conversationId: id, customerId });
  }

  private async holderOf(id: string): Promise<string | null> {
    const { customers, directory } = this.ports;
    return (await customers.conversation(id))?.customerId ?? directory.get(id)?.customer.id ?? null;
  }
}

/** Sorts by time: that of milliseconds since 1970 has thirteen digits until the year 2286. */
export function endedKey(endedAt: number, id = ""): string {
  return `ended:${String(endedAt).padStart(15, "0")}:${id}`;
}
