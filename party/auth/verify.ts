import { errors, type JWTPayload, jwtVerify } from "jose";
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
  try {
    const payload = await payloadOf(token, expected);
    const claims = v.safeParse(schema, payload);
    if (!claims.success) return { ok: false, error: wireError("unauthenticated") };
    return { ok: true, claims: claims.output, expiresAt: (payload.exp ?? 0) * 1_000 };
  } catch (error) {
    const expired = error instanceof errors.JWTExpired;
    return { ok: false, error: wireError(expired ? "token_expired" : "unauthenticated") };
  }
}

type Expected = Parameters<typeof verifyToken>[1];

/** What the token says, once it has stood the check for this kind and workspace. Throws as `jwtVerify` does. */
async function payloadOf(token: string, { root, workspace, kind, now }: Expected): Promise<JWTPayload> {
  const name = `${kind} ${workspace} ${token} ${root}`;
  const known = checked.get(name);
  if (known && isInForce(known, now)) return known;
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
  if (checked.size >= MOST_KEPT) checked.clear();
  checked.set(name, payload);
  return payload;
}

/** Times are the one part of the check that does not stay true. */
function isInForce({ exp = 0, nbf = 0 }: JWTPayload, now: number): boolean {
  const seconds = Math.floor(now / 1_000);
  return nbf <= seconds && seconds < exp;
}

/**
 * Tokens that have stood their check: whoever loses a connection comes back with the one they had, and rooms call
 * each other with one for a while. Only good ones are kept, so nobody fills this with what they make up.
 */
const checked = new Map<string, JWTPayload>();
const MOST_KEPT = 1_000;

/** Every token is checked anew, as in a process that has just begun. */
export function forgetTokens(): void {
  checked.clear();
}

/** The token of an `Authorization: Bearer` header. */
export function bearer(request: { headers: { get(name: string): string | null } }): string | null {
  const match = /^Bearer (\S+)$/u.exec(request.headers.get("Authorization") ?? "");
  return match?.[1] ?? null;
}
