import { base64url } from "jose";
import type { Confirmation } from "../../conversation/core/commands.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { type ConfirmationClaims, ConfirmationClaimsSchema } from "../auth/claims.ts";
import { deriveKey } from "../auth/keys.ts";
import { sign } from "../auth/mint.ts";
import { verifyToken } from "../auth/verify.ts";

/** How long a prepared takeover can be confirmed (T3). */
const CONFIRM_MS = 60_000;

/** What `prepare_take_over` hands out; nothing of it is stored. */
export type Prepared = { confirmation: string; expiresAt: number };

type Site = { root: string; workspace: string; now: number };

/** Signs what the takeover of this supervisor would be based on; null when they hold no lease to do it from. */
export async function prepare(
  state: ConversationState,
  supervisorId: string,
  site: Site,
): Promise<Prepared | null> {
  const { monitor, id, epoch } = state;
  if (monitor?.person.id !== supervisorId) return null;
  const { root, workspace, now } = site;
  const expiresAt = now + CONFIRM_MS;
  const claims: ConfirmationClaims = {
    sub: supervisorId,
    conversationId: id,
    leaseId: monitor.leaseId,
    epoch,
    expiresAt,
  };
  const key = base64url.encode(await deriveKey(root, workspace, "confirmation"));
  // A token's end is counted in whole seconds: the claim says the millisecond.
  const expiresInSeconds = CONFIRM_MS / 1_000 + 1;
  return {
    confirmation: await sign("confirmation", claims, { key, workspace, expiresInSeconds, now }),
    expiresAt,
  };
}

/** What this room signed for this conversation, or null. */
export async function checked(
  confirmation: string,
  conversationId: string,
  site: Site,
): Promise<Confirmation | null> {
  const verified = await verifyToken(
    confirmation,
    { ...site, kind: "confirmation" },
    ConfirmationClaimsSchema,
  );
  if (!verified.ok || verified.claims.conversationId !== conversationId) return null;
  const { sub, leaseId, epoch, expiresAt } = verified.claims;
  return { supervisorId: sub, leaseId, epoch, expiresAt };
}
