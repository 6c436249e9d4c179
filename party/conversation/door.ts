import { decodeProtectedHeader } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import type { WireError } from "../../conversation/protocol/errors.ts";
import { AgentClaimsSchema, type SessionClaims, SessionClaimsSchema } from "../auth/claims.ts";
import { tokenType } from "../auth/mint.ts";
import { verifyToken } from "../auth/verify.ts";

export type Admitted =
  | { ok: true; actor: Actor; expiresAt: number; claim: SessionClaims | null }
  | { ok: false; error: WireError };

/**
 * Who it is. The token's kind says only which check it must pass: the key, audience and kind of that check
 * are pinned. The conversation that a customer's token names may create itself from it; with the same token the
 * customer may look into their earlier ones, which then tell whether they know this customer.
 */
export async function admit(
  token: string,
  room: { root: string; workspace: string; conversationId: string; now: number },
): Promise<Admitted> {
  if (kindOf(token) === tokenType("session")) {
    const verified = await verifyToken(token, { ...room, kind: "session" }, SessionClaimsSchema);
    if (!verified.ok) return verified;
    const { claims, expiresAt } = verified;
    const claim = claims.conversationId === room.conversationId ? claims : null;
    const person = { id: claims.sub, name: claims.customer.name };
    return { ok: true, actor: { role: "customer", person }, expiresAt, claim };
  }
  const verified = await verifyToken(token, { ...room, kind: "agent" }, AgentClaimsSchema);
  if (!verified.ok) return verified;
  const { sub, name, permissions, teams } = verified.claims;
  const actor: Actor = { role: "agent", person: { id: sub, name }, permissions, teams };
  return { ok: true, actor, expiresAt: verified.expiresAt, claim: null };
}

function kindOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    return undefined;
  }
}
