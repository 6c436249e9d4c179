import { type ErrorCode, type ErrorDetails, wireError } from "../conversation/protocol/errors.ts";
import { LIMITS } from "../conversation/protocol/limits.ts";

/** What both rooms' HTTP has in common. */

/**
 * The request's body as JSON; undefined for anything else, and for more than a frame may hold. Every route reads
 * it first: a body that nobody reads would cost the client its connection, and the answer with it.
 */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await readText(request.body));
  } catch {
    return undefined;
  }
}

/** What is too long is read to here, for the sake of the answer, and kept no further than a frame's length. */
const MOST_READ = 1024 * 1024;

/** Empty where it is too long. A body without an end must not fill the room's memory. */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || !value) break;
    bytes += value.length;
    if (bytes <= LIMITS.frame) text += decoder.decode(value, { stream: true });
    if (bytes <= MOST_READ) continue;
    await reader?.cancel();
    break;
  }
  return bytes > LIMITS.frame ? "" : text + decoder.decode();
}

/** Codes with a status of their own; all others are 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  token_expired: 401,
  forbidden: 403,
  not_found: 404,
  stale_epoch: 409,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

export function refuseHttp(code: ErrorCode, headers: HeadersInit, details?: ErrorDetails): Response {
  return Response.json(wireError(code, details), { status: STATUS[code] ?? 400, headers });
}
