import { base64url } from "jose";
import * as v from "valibot";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { Customer } from "../../conversation/protocol/shared.ts";
import type { SessionAnswer, SessionRequest } from "../../conversation/protocol/workspace.ts";
import { type IdentityClaims, IdentityClaimsSchema, type SessionClaims } from "../auth/claims.ts";
import { makeConversationId } from "../auth/conversation-id.ts";
import { deriveKey, utf8 } from "../auth/keys.ts";
import { sign } from "../auth/mint.ts";
import { callRoom, type Deployment } from "../auth/peer.ts";
import { verifyToken } from "../auth/verify.ts";
import { SerialQueue } from "../conversation/serial-queue.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { HeadAnswerSchema, type Notice } from "../peer-messages.ts";

/** One client's key, stored hashed: whose it is. */
type StoredSession = { customerId: string };

/** One customer: who they are, and the conversation they are in (S11). */
type StoredCustomer = {
  customer: Customer;
  conversationId: string | null;
  /** The identity they were bound to, once and for ever. */
  identity: string | null;
};

const SESSION_SECONDS = 3_600;
const ASK_MS = 2_000;

export type SessionResult = { ok: true; answer: SessionAnswer } | { ok: false; error: WireError };

/** Starts and resumes customers' sessions. The same key gives the same customer and conversation, however often it asks. */
export class Sessions {
  private readonly queue = new SerialQueue();

  constructor(
    private readonly host: RoomHost,
    private readonly deployment: Deployment,
    private readonly room: {
      workspace(): string;
      tell(conversationId: string, notice: Notice): Promise<void>;
      /** Called in the same synchronous block as the write that gives a conversation to a customer. */
      givenOut(conversationId: string): void;
    },
  ) {}

  async open(request: SessionRequest): Promise<SessionResult> {
    const { identity } = request;
    const { root, now } = this.deployment;
    const expected = { root, workspace: this.room.workspace(), kind: "identity", now: now() } as const;
    const verified =
      identity === undefined ? null : await verifyToken(identity, expected, IdentityClaimsSchema);
    if (verified && !verified.ok) return verified;
    const keyHash = await hash(request.key);
    // One at a time: two tabs that start at once get one conversation.
    return this.queue.run(() => this.openInTurn(request, keyHash, verified?.claims ?? null));
  }

  private async openInTurn(
    request: SessionRequest,
    keyHash: string,
    identity: IdentityClaims | null,
  ): Promise<SessionResult> {
    const known = await this.read<StoredSession>(`session:${keyHash}`);
    // On a new device a customer with an identity goes on; a key that nobody knows has nothing to go on with.
    const bound = identity ? await this.read<string>(`identity:${identity.sub}`) : null;
    if (!known && !bound && !request.start) return { ok: false, error: wireError("not_found") };
    const visitor = known ? await this.customer(known.customerId) : null;
    const person = await this.resolve(request, visitor, identity, bound);
    if (visitor && visitor.customer.id !== person.customer.id) await this.merge(visitor, person);
    const conversationId = request.start
      ? await this.openConversation(person.conversationId)
      : person.conversationId;
    this.host.storage.put({
      ...(identity ? { [`identity:${identity.sub}`]: person.customer.id } : {}),
      [`session:${keyHash}`]: { customerId: person.customer.id } satisfies StoredSession,
      [`customer:${person.customer.id}`]: { ...person, conversationId } satisfies StoredCustomer,
    });
    if (conversationId !== null && conversationId !== person.conversationId)
      this.room.givenOut(conversationId);
    return { ok: true, answer: await this.answer(person.customer, conversationId) };
  }

  /**
   * Whose session it is. An identity that is bound says so; an unbound one is bound to this visitor, who stays
   * who they were, unless the visitor already is somebody: on a shared computer the next person starts clean.
   */
  private async resolve(
    request: SessionRequest,
    visitor: StoredCustomer | null,
    identity: IdentityClaims | null,
    bound: string | null,
  ): Promise<StoredCustomer> {
    const { locale } = request;
    if (!identity) {
      const person = visitor ?? this.visitor(locale);
      return { ...person, customer: { ...person.customer, locale } };
    }
    // A binding whose customer is not there was cut off by a crash: it is made anew.
    const known = bound ? await this.customer(bound) : null;
    const anonymous = visitor?.identity === null ? visitor : null;
    const person = known ?? anonymous ?? this.visitor(locale);
    return {
      ...person,
      customer: { ...person.customer, ...details(identity), locale },
      identity: identity.sub,
    };
  }

  /** An anonymous conversation ends where the customer turns out to have one: they go on in that. */
  private async merge(visitor: StoredCustomer, person: StoredCustomer): Promise<void> {
    if (visitor.identity !== null || !visitor.conversationId || !person.conversationId) return;
    await this.room.tell(visitor.conversationId, { kind: "merged", successorId: person.conversationId });
  }

  /**
   * The conversation a customer is in, or the one to go on in where that has ended: it alone can say so. While it
   * does not answer it counts as open; the customer finds out there.
   */
  private async openConversation(current: string | null): Promise<string> {
    if (current === null) return this.newId();
    const head = await this.head(current);
    return head?.ended ? (head.successorId ?? this.newId()) : current;
  }

  /** Asks a conversation how it stands, which also wakes it. */
  async head(conversationId: string) {
    const answer = await callRoom(this.deployment, {
      workspace: this.room.workspace(),
      path: `/parties/main/${conversationId}/internal/head`,
      from: this.room.workspace(),
      body: {},
      timeoutMs: ASK_MS,
    });
    const decoded = v.safeParse(HeadAnswerSchema, answer);
    return decoded.success ? decoded.output : null;
  }

  private newId(): Promise<string> {
    return makeConversationId(this.deployment.root, this.room.workspace(), (count) =>
      this.host.randomBytes(count),
    );
  }

  private async answer(customer: Customer, conversationId: string | null): Promise<SessionAnswer> {
    const person = { id: customer.id, name: customer.name };
    if (conversationId === null) return { token: null, expiresAt: null, conversationId, customer: person };
    const workspace = this.room.workspace();
    const claims: SessionClaims = { sub: customer.id, conversationId, customer };
    const key = base64url.encode(await deriveKey(this.deployment.root, workspace, "session"));
    const now = this.deployment.now();
    const token = await sign("session", claims, { key, workspace, expiresInSeconds: SESSION_SECONDS, now });
    const expiresAt = new Date(this.deployment.now() + SESSION_SECONDS * 1_000).toISOString();
    return { token, expiresAt, conversationId, customer: person };
  }

  private customer(id: string): Promise<StoredCustomer | null> {
    return this.read<StoredCustomer>(`customer:${id}`);
  }

  /** Somebody who has not said who they are. */
  private visitor(locale: string): StoredCustomer {
    const bytes = this.host.randomBytes(12);
    const name = [...bytes.slice(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const customer = { id: `v_${base64url.encode(bytes)}`, name: `Visitor ${name}`, locale };
    return { customer, conversationId: null, identity: null };
  }

  /** What this class wrote under the key. */
  private async read<Value>(key: string): Promise<Value | null> {
    const stored = await this.host.storage.get([key]);
    return (stored.get(key) as Value | undefined) ?? null;
  }
}

function details(identity: IdentityClaims | null): Partial<Customer> {
  if (!identity) return {};
  const { name, email, identifiers } = identity;
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(identifiers === undefined ? {} : { identifiers }),
  };
}

async function hash(key: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(key))));
}
