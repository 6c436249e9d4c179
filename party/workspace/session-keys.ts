import { base64url } from "jose";
import { deriveKey, utf8 } from "../auth/keys.ts";
import type { Customers, StoredSession } from "./customers.ts";

/** A key is followed by another one when it has been in use for so long, in milliseconds. */
export const ROTATE_AFTER_MS = 24 * 3_600_000;
/** How long the one before is still good, from the first use of the one that followed it. */
export const GRACE_MS = 10 * 60_000;
/** The beginning that all keys of one client's session have in common, in characters. */
const LINEAGE = 16;

export type SessionKeysPorts = {
  customers: Customers;
  root: string;
  workspace(): string;
  now(): number;
};

/** A key as somebody has shown it. */
export type Shown = {
  hash: string;
  /** Null for one that nobody has used, and for one that is void. */
  stored: StoredSession | null;
  /** The key to go on with, where it is time for another one. */
  following: { key: string; hash: string } | null;
  /** The keys before and after it, as far as they are still kept. */
  neighbours: readonly string[];
};

/**
 * The keys of clients' sessions, stored hashed. A key that has been in use for a day is followed by another one, which is
 * worked out of it: whoever asks again, after a lost answer or in a second tab, is given the same. The old one is good
 * until ten minutes after the new one was first used, so nobody loses their conversation between the two. Of one session
 * no more than two keys are kept.
 */
export class SessionKeys {
  constructor(private readonly ports: SessionKeysPorts) {}

  /** What all keys of the session take turns by. */
  turnOf(key: string): string {
    return `session:${key.slice(0, LINEAGE)}`;
  }

  async look(key: string): Promise<Shown> {
    const { customers } = this.ports;
    const hash = await hashOf(key);
    const stored = await customers.session(hash);
    const after = stored?.next === undefined ? null : await customers.session(stored.next);
    const before = stored?.before === undefined ? null : await customers.session(stored.before);
    if (!stored || this.isVoid(stored, after)) return { hash, stored: null, following: null, neighbours: [] };
    const neighbours = [
      ...(stored.next === undefined ? [] : [stored.next]),
      // Its place may have been taken since by somebody who came with a key that was void.
      ...(stored.before !== undefined && before?.next === hash ? [stored.before] : []),
    ];
    const following = this.isDue(stored) ? await this.after(key) : null;
    return { hash, stored, following, neighbours };
  }

  /**
   * From here on the key is this customer's. In the same synchronous block as what is said of them. `isTheirs`: it was
   * before, or somebody's who turned out to be them. Returns the key to go on with, where that is another one.
   */
  use(shown: Shown, customerId: string, isTheirs: boolean): string | null {
    const { customers, now } = this.ports;
    const { hash, stored, following, neighbours } = shown;
    if (!stored || !isTheirs) {
      // On a shared computer nothing of the one before is left to the next (A11).
      this.end(shown);
      customers.putSession(hash, { customerId, since: now() });
      return null;
    }
    const { since = now(), next, before } = stored;
    const isNew = following !== null && next === undefined;
    if (isNew) this.forget(neighbours, customerId);
    customers.putSession(hash, {
      ...{ customerId, since },
      ...(following ? { next: following.hash } : before === undefined ? {} : { before }),
    });
    if (isNew) customers.putSession(following.hash, { customerId, before: hash });
    return following?.key ?? null;
  }

  /** The session is over: none of its keys is good any more. Synchronous. */
  end({ hash, stored, neighbours }: Shown): void {
    if (stored) this.forget([hash, ...neighbours], stored.customerId);
  }

  private forget(hashes: readonly string[], customerId: string): void {
    for (const hash of hashes) this.ports.customers.forgetSession(hash, customerId);
  }

  private isVoid({ next }: StoredSession, after: StoredSession | null): boolean {
    if (next === undefined) return false;
    // The one that followed has ended, and this one with it.
    if (!after) return true;
    return after.since !== undefined && this.since(after.since) >= GRACE_MS;
  }

  private isDue({ since, next, before }: StoredSession): boolean {
    if (next !== undefined) return true;
    // Never used, it has just been given out; without one before it, an older version has stored it.
    if (since === undefined) return before === undefined;
    return this.since(since) >= ROTATE_AFTER_MS;
  }

  /** Of what is said to come so much later, a clock that was ahead has said it. */
  private since(at: number): number {
    return Math.abs(this.ports.now() - at);
  }

  private async after(key: string): Promise<{ key: string; hash: string }> {
    const { root, workspace } = this.ports;
    const raw = await deriveKey(root, workspace(), "session_key");
    const code = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const signed = base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", code, utf8(key))));
    const next = key.slice(0, LINEAGE) + signed.slice(0, key.length - LINEAGE);
    return { key: next, hash: await hashOf(next) };
  }
}

/** What tokens of a session say of the device that it is on: the same for all of its keys, and good for nothing. */
export async function deviceOf(key: string): Promise<string> {
  return (await hashOf(key.slice(0, LINEAGE))).slice(0, 22);
}

async function hashOf(text: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
}
