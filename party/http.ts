import { exceeds } from "../conversation/protocol/codec.ts";
import { type ErrorCode, type ErrorDetails, wireError } from "../conversation/protocol/errors.ts";
import { LIMITS } from "../conversation/protocol/limits.ts";

/** What both rooms' HTTP has in common. */

/**
 * The request's body as JSON; undefined for anything else, and for more than a frame may hold. Every route reads
 * it first: a body that nobody reads would cost the client its connection, and the answer with it.
 */
export async function readJson(request: Request): Promise<unknown> {
  try {
    const text = await request.text();
    return exceeds(text, LIMITS.frame) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Codes with a status of their own; all others are 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  token_expired: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

export function refuseHttp(code: ErrorCode, headers: HeadersInit, details?: ErrorDetails): Response {
  return Response.json(wireError(code, details), { status: STATUS[code] ?? 400, headers });
}
