import { errors, jwtVerify } from "jose";
import * as v from "valibot";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import { deriveKey, type KeyKind } from "./keys.ts";
import { audience, ISSUER, tokenType } from "./mint.ts";

export type Verified<Claims> =
  /** `expiresAt` in milliseconds since 1970. */
  { ok: true; claims: Claims; expiresAt: number } | { ok: false; error: WireError };

/**
 * Checks a token against the one kind and workspace it is presented for: algorithm, issuer, audience, kind
 * and key are pinned. Errors: `unauthenticated`, `token_expired`.
 */
export async function verifyToken<Claims>(
  token: string,
  expected: { root: string; workspace: string; kind: KeyKind; now: number },
  schema: v.GenericSchema<unknown, Claims>,
): Promise<Verified<Claims>> {
  const { root, workspace, kind, now } = expected;
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => deriveKey(root, workspace, kind, typeof kid === "string" ? kid : undefined),
      {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: audience(workspace),
        typ: tokenType(kind),
        currentDate: new Date(now),
        requiredClaims: ["exp"],
      },
    );
    const claims = v.safeParse(schema, payload);
    if (!claims.success) return { ok: false, error: wireError("unauthenticated") };
    return { ok: true, claims: claims.output, expiresAt: (payload.exp ?? 0) * 1_000 };
  } catch (error) {
    const expired = error instanceof errors.JWTExpired;
    return { ok: false, error: wireError(expired ? "token_expired" : "unauthenticated") };
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearer(request: { headers: { get(name: string): string | null } }): string | null {
  const match = /^Bearer (\S+)$/u.exec(request.headers.get("Authorization") ?? "");
  return match?.[1] ?? null;
}
