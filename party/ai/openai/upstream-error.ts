import { ResponderError } from "../responder.ts";

/** A failure that may be worth another attempt; `waitMs` is the pause the server asked for. */
export class UpstreamError extends ResponderError {
  constructor(
    reason: ResponderError["reason"],
    message: string,
    readonly again: { retry: boolean; waitMs?: number | undefined },
  ) {
    super(reason, message);
  }
}

/**
 * What an answer other than 2xx means. The body is not looked at: servers repeat prompts in it, and these are
 * customers' words, which have no place in a log.
 */
export function errorFor(response: Response): UpstreamError {
  const { status } = response;
  const message = `The model endpoint answered ${status}.`;
  if (status === 429)
    return new UpstreamError("refused", message, { retry: true, waitMs: retryAfter(response.headers) });
  if (status >= 500)
    return new UpstreamError("unreachable", message, { retry: true, waitMs: retryAfter(response.headers) });
  // Wrong key, wrong path or model; a redirect, which would carry customers' words to another host.
  const misconfigured = status < 400 || [401, 403, 404, 405].includes(status);
  return new UpstreamError(misconfigured ? "misconfigured" : "refused", message, { retry: false });
}

/** Milliseconds from a Retry-After header: seconds, or a date to be read against the server's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  const ms = Date.parse(value) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
