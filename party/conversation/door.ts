import { decodeProtectedHeader } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import { AgentClaimsSchema, personOf, type SessionClaims, SessionClaimsSchema } from "../auth/claims.ts";
import { tokenType } from "../auth/mint.ts";
import { bearer, verifyToken } from "../auth/verify.ts";
import type { Conversation } from "./conversation.ts";

export type Admitted =
  | { ok: true; actor: Actor; expiresAt: number; claim: SessionClaims | null; device: string }
  | { ok: false; error: WireError };

/** Who asks over HTTP, by the token in the request's header. */
export async function whoAsks(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
): Promise<Admitted> {
  const token = bearer(request);
  return token === null
    ? { ok: false, error: wireError("unauthenticated") }
    : admit(conversation, root, token, now);
}

/**
 * Who it is. The token's kind says only which check it must pass: the key, audience and kind of that check
 * are pinned. The conversation that a customer's token names may create itself from it; with the same token the
 * customer may look into their earlier ones, which then tell whether they know this customer.
 */
export async function admit(
  conversation: Conversation,
  root: string,
  token: string,
  now: number,
): Promise<Admitted> {
  const { id, workspace } = conversation.identity();
  const room = { root, workspace, now };
  if (kindOf(token) === tokenType("session")) {
    const verified = await verifyToken(token, { ...room, kind: "session" }, SessionClaimsSchema);
    if (!verified.ok) return verified;
    const { claims, expiresAt } = verified;
    const { device } = claims;
    if (conversation.logouts.has(device)) return { ok: false, error: wireError("unauthenticated") };
    const claim = claims.conversationId === id ? claims : null;
    const person = { id: claims.sub, name: claims.customer.name };
    return { ok: true, actor: { role: "customer", person }, expiresAt, claim, device };
  }
  const verified = await verifyToken(token, { ...room, kind: "agent" }, AgentClaimsSchema);
  if (!verified.ok) return verified;
  const { permissions, teams } = verified.claims;
  const actor: Actor = { role: "agent", person: personOf(verified.claims), permissions, teams };
  return { ok: true, actor, expiresAt: verified.expiresAt, claim: null, device: "" };
}

function kindOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    return undefined;
  }
}
