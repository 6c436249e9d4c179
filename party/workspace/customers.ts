import type { Customer } from "../../conversation/protocol/shared.ts";
import { type RoomStorage, STORAGE_LIMITS } from "../hosts/room-host.ts";

/** One customer: who they are, and the conversation they are in (S11). */
export type StoredCustomer = {
  customer: Customer;
  /** Grows with each change of `customer`. */
  version: number;
  conversationId: string | null;
  /** The identity they were bound to, once and for ever. */
  identity: string | null;
  /** When their site last said who they are, in seconds since 1970. */
  identifiedAt: number;
  /** Until when no rule raises an escalation for them, in milliseconds since 1970; 0 for none (E6). */
  cooldownUntil: number;
};

/**
 * A conversation that was given out: whose it is, and when it ended, in milliseconds since 1970. `isShed`: it was left
 * by somebody anonymous who turned out to be this customer.
 */
export type StoredConversation = { customerId: string; endedAt: number | null; isShed?: boolean };

/** One client's key, stored hashed: whose it is. */
export type StoredSession = {
  customerId: string;
  /** When it was first used, in milliseconds since 1970; absent until then. Older versions did not write it. */
  since?: number;
  /** Hash of the key that follows it. */
  next?: string;
  /** Hash of the key that it follows. */
  before?: string;
};

/** What stands beside the name of a conversation among a customer's. */
type Own = { endedAt: number | null; isShed: boolean };

/** What older versions did not write. */
const UNTOLD = { version: 0, identifiedAt: 0, cooldownUntil: 0 };

/** All that is held on one customer. */
export type Holdings = { conversations: string[]; sessions: string[] };

/**
 * Customers on disk: `customer:<id>`, `identity:<sub>`, `session:<hash of key>`, `conversation:<id>`, and what
 * belongs to whom: `of:<customer>:conversation:<id>`, `of:<customer>:session:<hash>`. Writes are synchronous, so
 * that what belongs together is written in one block.
 */
export class Customers {
  constructor(private readonly storage: RoomStorage) {}

  async customer(id: string): Promise<StoredCustomer | null> {
    const stored = await this.read<StoredCustomer>(`customer:${id}`);
    return stored && { ...UNTOLD, ...stored };
  }

  conversation(id: string): Promise<StoredConversation | null> {
    return this.read<StoredConversation>(`conversation:${id}`);
  }

  session(keyHash: string): Promise<StoredSession | null> {
    return this.read<StoredSession>(`session:${keyHash}`);
  }

  ofIdentity(identity: string): Promise<string | null> {
    return this.read<string>(`identity:${identity}`);
  }

  async holdings(customerId: string): Promise<Holdings> {
    const listed = async (kind: string) => {
      const prefix = `of:${customerId}:${kind}:`;
      const keys = (await this.storage.list({ prefix })).keys();
      return [...keys].map((key) => key.slice(prefix.length));
    };
    return { conversations: await listed("conversation"), sessions: await listed("session") };
  }

  put(person: StoredCustomer): void {
    const { customer, identity } = person;
    this.storage.put({
      [`customer:${customer.id}`]: person,
      ...(identity === null ? {} : { [`identity:${identity}`]: customer.id }),
    });
  }

  putSession(keyHash: string, session: StoredSession): void {
    const index = `of:${session.customerId}:session:${keyHash}`;
    this.storage.put({ [`session:${keyHash}`]: session, [index]: true });
  }

  forgetSession(keyHash: string, customerId: string): void {
    this.delete([`session:${keyHash}`, `of:${customerId}:session:${keyHash}`]);
  }

  putConversation(id: string, conversation: StoredConversation): void {
    const { endedAt, isShed = false } = conversation;
    this.storage.put({
      [`conversation:${id}`]: conversation,
      [`of:${conversation.customerId}:conversation:${id}`]: { endedAt, isShed } satisfies Own,
    });
  }

  /** A customer's own conversations and when they ended, without those that somebody else has left. */
  async own(customerId: string): Promise<{ id: string; endedAt: number | null }[]> {
    const prefix = `of:${customerId}:conversation:`;
    // What this class wrote, or `true`, which older versions did.
    const listed = (await this.storage.list({ prefix })) as ReadonlyMap<string, Own | true>;
    return [...listed].flatMap(([key, own]) => {
      const { endedAt, isShed } = own === true ? { endedAt: null, isShed: false } : own;
      return isShed ? [] : [{ id: key.slice(prefix.length), endedAt }];
    });
  }

  forgetConversation(id: string, customerId: string | null): void {
    this.delete([
      `conversation:${id}`,
      ...(customerId === null ? [] : [`of:${customerId}:conversation:${id}`]),
    ]);
  }

  /** Who they were and how they came; their conversations are forgotten one by one. */
  forget({ customer, identity }: StoredCustomer, { sessions }: Holdings): void {
    this.delete([
      `customer:${customer.id}`,
      ...(identity === null ? [] : [`identity:${identity}`]),
      ...sessions.flatMap((keyHash) => [`session:${keyHash}`, `of:${customer.id}:session:${keyHash}`]),
    ]);
  }

  /** One customer turns out to be another: what they had is the other's, and they are nobody any more. */
  async fold(from: StoredCustomer, into: string): Promise<() => void> {
    const { id } = from.customer;
    const held = await this.holdings(id);
    const known = await Promise.all(held.conversations.map((each) => this.conversation(each)));
    const sessions = await Promise.all(held.sessions.map((each) => this.session(each)));
    return () => {
      held.conversations.forEach((each, index) => {
        this.forgetConversation(each, id);
        const endedAt = known[index]?.endedAt ?? null;
        this.putConversation(each, { endedAt, customerId: into, isShed: true });
      });
      held.sessions.forEach((keyHash, index) => {
        this.forgetSession(keyHash, id);
        this.putSession(keyHash, { ...sessions[index], customerId: into });
      });
      this.delete([`customer:${id}`]);
    };
  }

  private delete(keys: readonly string[]): void {
    for (let start = 0; start < keys.length; start += STORAGE_LIMITS.keys) {
      this.storage.delete(keys.slice(start, start + STORAGE_LIMITS.keys));
    }
  }

  /** What this class wrote under the key. */
  private async read<Value>(key: string): Promise<Value | null> {
    return ((await this.storage.get([key])).get(key) as Value | undefined) ?? null;
  }
}
