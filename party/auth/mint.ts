import { base64url, SignJWT } from "jose";
import type { Permission } from "../../conversation/core/actor.ts";
import type { AgentClaims, IdentityClaims } from "./claims.ts";
import { CURRENT_KEY_ID, type KeyKind } from "./keys.ts";
import { pictureAddress } from "./picture.ts";

/** Tokens for the site's own backend to mint: short-lived JWTs (HS256), bound to a workspace and a kind. */

type Common = {
  /** The site's key for this kind, base64url, from `npm run keys -- --workspace <workspace>`. */
  key: string;
  keyId?: string;
  workspace: string;
  /** How long the token is good for, in seconds. Default 3,600. */
  expiresInSeconds?: number;
  /** The time of minting, in milliseconds since 1970. Default: the clock. */
  now?: number;
};

export type AgentTokenOptions = Common & {
  /** The agent's id in your system; it stays the same for ever. */
  agentId: string;
  name: string;
  /**
   * Where a picture of the agent is: an `https:` address of at most 300 characters (`http:` for development). Customers
   * are told the address, so it must hold nothing secret.
   */
  avatarUrl?: string;
  permissions: readonly Permission[];
  teams?: readonly string[];
};

/**
 * A token for `connectAgent({ token })`.
 *
 * ```ts
 * const token = await mintAgentToken({ key, workspace: "acme", agentId: "ann", name: "Ann", permissions });
 * ```
 *
 * Throws a `TypeError` where `avatarUrl` is no such address: a server would leave the picture out, and say nothing.
 */
export async function mintAgentToken(options: AgentTokenOptions): Promise<string> {
  const { agentId, name, avatarUrl, permissions, teams = [] } = options;
  if (avatarUrl !== undefined && pictureAddress(avatarUrl) === undefined) {
    throw new TypeError("avatarUrl must be an https: or http: address of at most 300 characters");
  }
  const claims: AgentClaims = {
    sub: agentId,
    name,
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    permissions: [...permissions],
    teams: [...teams],
  };
  return sign("agent", claims, options);
}

export type IdentityTokenOptions = Common & {
  /** The customer's id in your system. */
  customerId: string;
  name?: string;
  email?: string;
  /** Other identifiers that agents should see, such as an account number. */
  identifiers?: Readonly<Record<string, string>>;
};

/** A token for the widget's `identity` setting: it says who the customer is. */
export async function mintIdentityToken(options: IdentityTokenOptions): Promise<string> {
  const { customerId, name, email, identifiers } = options;
  const claims: Omit<IdentityClaims, "iat"> = {
    sub: customerId,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(identifiers === undefined ? {} : { identifiers: { ...identifiers } }),
  };
  return sign("identity", claims, options);
}

/** Signs any kind; kinds other than `agent` and `identity` are for the server alone. */
export async function sign(kind: KeyKind, claims: object, options: Common): Promise<string> {
  const { key, keyId = CURRENT_KEY_ID, workspace, expiresInSeconds = 3_600 } = options;
  const now = Math.floor((options.now ?? Date.now()) / 1_000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", kid: keyId, typ: tokenType(kind) })
    .setIssuer(ISSUER)
    .setAudience(audience(workspace))
    .setIssuedAt(now)
    .setExpirationTime(now + expiresInSeconds)
    .sign(base64url.decode(key));
}

export const ISSUER = "baton";

export function audience(workspace: string): string {
  return `baton:${workspace}`;
}

/** The kind stands in the header's `typ`, so that a token of one kind never passes for another. */
export function tokenType(kind: KeyKind): string {
  return `baton-${kind}+jwt`;
}
