import { FILE_NAME_HEADER } from "../conversation/protocol/attachment-types.ts";
import { type ErrorCode, type ErrorDetails, wireError } from "../conversation/protocol/errors.ts";
import { LIMITS } from "../conversation/protocol/limits.ts";
import { joined } from "./bytes.ts";

/** What both rooms' HTTP has in common. */

/** Of a conversation. Tokens travel in a header, never in a cookie, so any origin may ask. */
export const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": `Authorization, Content-Type, ${FILE_NAME_HEADER}`,
  "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
};

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

/** What is too long is read to here. */
const MOST_READ = 1024 * 1024;

/** Empty where it is too long. */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const bytes = await readBytes(body, LIMITS.frame, MOST_READ);
  return bytes ? new TextDecoder().decode(bytes) : "";
}

/**
 * The whole body; null where it is longer than `most`. Then it is read up to `until`, for the sake of the answer, and
 * kept no further: a body without an end must not fill the room's memory.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  until: number,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const reader = body?.getReader();
  signal?.addEventListener("abort", () => reader?.cancel().catch(() => {}));
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || !value) break;
    length += value.length;
    if (length <= most) parts.push(value);
    else parts.length = 0;
    if (length <= until) continue;
    await reader?.cancel();
    break;
  }
  // Given up on, it ends early, and is no whole.
  signal?.throwIfAborted();
  return length > most ? null : joined(parts);
}

/** Codes with a status of their own; all others are 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  token_expired: 401,
  forbidden: 403,
  not_found: 404,
  stale_epoch: 409,
  too_large: 413,
  unsupported_type: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

export function refuseHttp(code: ErrorCode, headers: HeadersInit, details?: ErrorDetails): Response {
  return Response.json(wireError(code, details), { status: STATUS[code] ?? 400, headers });
}
