import { base64url } from "jose";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { Customer } from "../../conversation/protocol/shared.ts";
import type { SessionAnswer, SessionRequest } from "../../conversation/protocol/workspace.ts";
import { type IdentityClaims, IdentityClaimsSchema, type SessionClaims } from "../auth/claims.ts";
import { makeConversationId } from "../auth/conversation-id.ts";
import { deriveKey } from "../auth/keys.ts";
import { sign } from "../auth/mint.ts";
import type { Deployment } from "../auth/peer.ts";
import { verifyToken } from "../auth/verify.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Head } from "../peer-messages.ts";
import type { Addresses } from "./addresses.ts";
import type { Customers, StoredCustomer } from "./customers.ts";
import type { KeyedQueue } from "./keyed-queue.ts";
import { deviceOf, SessionKeys, type Shown } from "./session-keys.ts";

const SESSION_SECONDS = 3_600;

export type SessionResult = { ok: true; answer: SessionAnswer } | { ok: false; error: WireError };

export type SessionPorts = {
  host: RoomHost;
  deployment: Deployment;
  customers: Customers;
  queue: KeyedQueue;
  workspace(): string;
  /** How a conversation stands; null while it does not say. */
  head(conversationId: string): Promise<Head | null>;
  addresses: Pick<Addresses, "admit" | "from">;
  /** Called in the same synchronous block as the write that gives a conversation to a customer. */
  givenOut(conversationId: string): void;
  /** The same, where an anonymous conversation is left for the customer's own. */
  left(conversationId: string, successorId: string): void;
  /** The session of this device, in that conversation, is over. */
  ended(conversationId: string, device: string): void;
};

/** Starts and resumes customers' sessions. The same key gives the same customer and conversation, however often it asks. */
export class Sessions {
  private readonly keys: SessionKeys;

  constructor(private readonly ports: SessionPorts) {
    const { host, deployment, customers, workspace } = ports;
    this.keys = new SessionKeys({ customers, root: deployment.root, workspace, now: () => host.now() });
  }

  /** `address`: what stands for the address it comes from, where that is known. */
  async open(request: SessionRequest, address: string | null = null): Promise<SessionResult> {
    const { deployment, customers, queue, workspace } = this.ports;
    const { root, now } = deployment;
    const expected = { root, workspace: workspace(), kind: "identity", now: now() } as const;
    const verified =
      request.identity === undefined
        ? null
        : await verifyToken(request.identity, expected, IdentityClaimsSchema);
    if (verified && !verified.ok) return verified;
    const identity = verified?.claims ?? null;
    // One at a time for one client and one person: two tabs that start at once get one conversation.
    const subjects = [this.keys.turnOf(request.key), ...(identity ? [`identity:${identity.sub}`] : [])];
    return queue.run(subjects, async () => {
      const { stored } = await this.keys.look(request.key);
      const known = stored?.customerId ?? null;
      const bound = identity ? await customers.ofIdentity(identity.sub) : null;
      const persons = [known, bound].flatMap((id) => (id === null ? [] : [`customer:${id}`]));
      return queue.run(persons, async () => {
        const shown = await this.keys.look(request.key);
        return this.openInTurn({ ...request, address }, shown, identity, bound);
      });
    });
  }

  /** Ends the session of this key, on the device that has it. Of one that nobody knows there is nothing to end. */
  async end(key: string): Promise<void> {
    const { customers, queue } = this.ports;
    await queue.run([this.keys.turnOf(key)], async () => {
      const { stored } = await this.keys.look(key);
      if (!stored) return;
      await queue.run([`customer:${stored.customerId}`], async () => {
        const shown = await this.keys.look(key);
        const person = shown.stored && (await customers.customer(shown.stored.customerId));
        const device = await deviceOf(key);
        this.keys.end(shown);
        if (person?.conversationId) this.ports.ended(person.conversationId, device);
      });
    });
  }

  private async openInTurn(
    request: SessionRequest & { address: string | null },
    shown: Shown,
    identity: IdentityClaims | null,
    bound: string | null,
  ): Promise<SessionResult> {
    const { customers, givenOut, left } = this.ports;
    // A customer who was erased is nobody: what still names them counts for nothing.
    const known = shown.stored?.customerId ?? null;
    const visitor = known === null ? null : await customers.customer(known);
    const already = bound === null ? null : await customers.customer(bound);
    // On a new device a customer with an identity goes on; a key that nobody knows has nothing to go on with.
    if (!visitor && !already && !request.start) return { ok: false, error: wireError("not_found") };
    const retryAfterMs = visitor || already ? 0 : this.ports.addresses.admit(request.address);
    if (retryAfterMs > 0) return { ok: false, error: wireError("rate_limited", { retryAfterMs }) };
    const person = this.resolve(request, visitor, identity, already);
    const { id } = person.customer;
    // Who was anonymous, and turns out to be somebody else: they go on in that person's conversation.
    const shed = visitor && visitor.identity === null && visitor.customer.id !== id ? visitor : null;
    const fold = shed && (await customers.fold(shed, id));
    const goesOn = person.conversationId ?? (shed?.conversationId ? await this.newId() : null);
    const conversationId = request.start ? await this.openConversation(goesOn) : goesOn;

    fold?.();
    const cooldownUntil = this.coolest(person, shed);
    customers.put({ ...person, conversationId, cooldownUntil });
    const key = this.keys.use(shown, id, known === id || shed !== null);
    if (conversationId !== null && conversationId !== person.conversationId) {
      customers.putConversation(conversationId, { customerId: id, endedAt: null });
      givenOut(conversationId);
    }
    if (conversationId !== null) this.ports.addresses.from(conversationId, request.address);
    if (shed?.conversationId && conversationId !== null) left(shed.conversationId, conversationId);
    const answer = await this.answer(person, conversationId, await deviceOf(request.key));
    return { ok: true, answer: { ...answer, ...(key === null ? {} : { key }) } };
  }

  /**
   * Whose session it is. An identity that is bound says so; an unbound one is bound to this visitor, who stays
   * who they were, unless the visitor already is somebody: on a shared computer the next person starts clean.
   */
  private resolve(
    { locale, said }: SessionRequest,
    visitor: StoredCustomer | null,
    identity: IdentityClaims | null,
    already: StoredCustomer | null,
  ): StoredCustomer {
    const anonymous = visitor?.identity === null ? visitor : null;
    const before = (identity ? (already ?? anonymous) : visitor) ?? this.visitor(locale);
    // A tab that was left open says who they were then: what has been said since stands.
    const isNews = identity !== null && identity.iat >= before.identifiedAt;
    // Who a site vouches for is not called as they please.
    const isVouched = identity !== null || before.identity !== null;
    const customer = {
      ...before.customer,
      ...(said === undefined ? {} : wordsOf(said, isVouched)),
      ...(isNews ? details(identity) : {}),
      locale,
    };
    const changed = JSON.stringify(customer) !== JSON.stringify(before.customer);
    return {
      ...before,
      customer,
      version: before.version + (changed ? 1 : 0),
      ...(identity ? { identity: identity.sub } : {}),
      // A site whose clock is fast must not keep its own later word from counting.
      ...(isNews ? { identifiedAt: Math.min(identity.iat, this.ports.host.now() / 1_000) } : {}),
    };
  }

  /** A cooldown goes along with who it is about; one that is over is forgotten (E6). */
  private coolest(person: StoredCustomer, shed: StoredCustomer | null): number {
    const latest = Math.max(person.cooldownUntil, shed?.cooldownUntil ?? 0);
    return latest > this.ports.host.now() ? latest : 0;
  }

  /**
   * The conversation a customer is in, or the one to go on in where that has ended: it alone can say so. While it
   * does not answer it counts as open; the customer finds out there.
   */
  private async openConversation(current: string | null): Promise<string> {
    if (current === null) return this.newId();
    const head = await this.ports.head(current);
    if (head?.erased) return this.newId();
    return head?.ended ? (head.successorId ?? this.newId()) : current;
  }

  private newId(): Promise<string> {
    const { deployment, host, workspace } = this.ports;
    return makeConversationId(deployment.root, workspace(), (count) => host.randomBytes(count));
  }

  private async answer(
    person: StoredCustomer,
    conversationId: string | null,
    device: string,
  ): Promise<SessionAnswer> {
    const { customer, version } = person;
    const shown = { id: customer.id, name: customer.name };
    const { deployment } = this.ports;
    if (conversationId === null) {
      return { token: null, expiresAt: null, conversationId, customer: shown };
    }
    const workspace = this.ports.workspace();
    const claims: SessionClaims = {
      sub: customer.id,
      conversationId,
      customer,
      customerVersion: version,
      device,
    };
    const key = base64url.encode(await deriveKey(deployment.root, workspace, "session"));
    const now = deployment.now();
    const token = await sign("session", claims, { key, workspace, expiresInSeconds: SESSION_SECONDS, now });
    const expiresAt = new Date(deployment.now() + SESSION_SECONDS * 1_000).toISOString();
    return { token, expiresAt, conversationId, customer: shown };
  }

  /** Somebody who has not said who they are. */
  private visitor(locale: string): StoredCustomer {
    const bytes = this.ports.host.randomBytes(12);
    const name = [...bytes.slice(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const customer = { id: `v_${base64url.encode(bytes)}`, name: `Visitor ${name}`, locale };
    return { customer, version: 1, conversationId: null, identity: null, identifiedAt: 0, cooldownUntil: 0 };
  }
}

/** Control characters have no place in them, as in what a token says. */
function wordsOf(said: Readonly<Record<string, string>>, isVouched: boolean): Partial<Customer> {
  const clean = (text: string) => text.replace(/\p{Cc}/gu, " ").trim();
  const words = Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) =>
      clean(name) === "" || clean(value) === "" ? [] : [[clean(name), clean(value)]],
    ),
  );
  const { name } = words;
  return { said: words, ...(name !== undefined && !isVouched ? { name } : {}) };
}

function details({ name, email, identifiers }: IdentityClaims): Partial<Customer> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(identifiers === undefined ? {} : { identifiers }),
  };
}
