import { base64url } from "jose";
import * as v from "valibot";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { Customer } from "../../conversation/protocol/shared.ts";
import type { SessionAnswer, SessionRequest } from "../../conversation/protocol/workspace.ts";
import { type IdentityClaims, IdentityClaimsSchema, type SessionClaims } from "../auth/claims.ts";
import { makeConversationId, workspaceOfIssued } from "../auth/conversation-id.ts";
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
type StoredCustomer = { customer: Customer; conversationId: string | null };

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
    if (!known && !request.start) return { ok: false, error: wireError("not_found") };
    const visitor = known ? await this.customer(known.customerId) : null;
    const person = await this.resolve(request, visitor, identity);
    if (visitor?.conversationId && visitor.customer.id !== person.customer.id) {
      await this.merge(visitor, person);
    }
    const conversationId = request.start
      ? await this.openConversation(person.conversationId, request.successorId)
      : person.conversationId;
    this.host.storage.put({
      [`session:${keyHash}`]: { customerId: person.customer.id } satisfies StoredSession,
      [`customer:${person.customer.id}`]: {
        customer: person.customer,
        conversationId,
      } satisfies StoredCustomer,
    });
    if (conversationId !== null && conversationId !== person.conversationId)
      this.room.givenOut(conversationId);
    return { ok: true, answer: await this.answer(person.customer, conversationId) };
  }

  /** Whose session it is: the identity's customer, once it is bound to one, else this visitor (who stays who they were). */
  private async resolve(
    request: SessionRequest,
    visitor: StoredCustomer | null,
    identity: IdentityClaims | null,
  ): Promise<StoredCustomer> {
    const bound = identity ? await this.read<string>(`identity:${identity.sub}`) : null;
    const known = bound ? await this.customer(bound) : visitor;
    const base = known ?? { customer: this.visitor(request.locale), conversationId: null };
    if (identity && !bound) this.host.storage.put({ [`identity:${identity.sub}`]: base.customer.id });
    return { ...base, customer: { ...base.customer, ...details(identity), locale: request.locale } };
  }

  /** The anonymous conversation ends; the customer goes on in the one they have, or takes this one along. */
  private async merge(visitor: StoredCustomer, person: StoredCustomer): Promise<void> {
    if (!visitor.conversationId || !person.conversationId) return;
    if (visitor.conversationId === person.conversationId) return;
    await this.room.tell(visitor.conversationId, { kind: "merged", successorId: person.conversationId });
  }

  /** The conversation a customer is in; a new one only where that has ended. It alone can say so. */
  private async openConversation(current: string | null, successorId: string | undefined): Promise<string> {
    const head = current === null ? null : await this.head(current);
    if (current !== null && !head?.ended) return current;
    const proposed = head?.successorId ?? (await this.issued(successorId));
    return proposed ?? this.newId();
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

  /** A successor that a client names counts only if this server issued the id, for this workspace. */
  private async issued(id: string | undefined): Promise<string | null> {
    if (id === undefined) return null;
    return (await workspaceOfIssued(this.deployment.root, id)) === this.room.workspace() ? id : null;
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
    const token = await sign("session", claims, { key, workspace, expiresInSeconds: SESSION_SECONDS });
    const expiresAt = new Date(this.deployment.now() + SESSION_SECONDS * 1_000).toISOString();
    return { token, expiresAt, conversationId, customer: person };
  }

  private customer(id: string): Promise<StoredCustomer | null> {
    return this.read<StoredCustomer>(`customer:${id}`);
  }

  /** Somebody who has not said who they are. */
  private visitor(locale: string): Customer {
    const id = base64url.encode(this.host.randomBytes(12));
    return { id: `v_${id}`, name: `Visitor ${id.slice(0, 4).toLowerCase()}`, locale };
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
