import type { ErrorCode, ErrorDetails, WireError } from "../protocol/errors.ts";

/**
 * Why a call was refused: a code of the closed list, and the facts that come with it.
 *
 * @example
 * try {
 *   await conversation.takeOver();
 * } catch (error) {
 *   if (error instanceof BatonError && error.code === "already_taken_over") tell(error.details.by?.name);
 * }
 */
export class BatonError extends Error {
  override readonly name = "BatonError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor({ code, message, details }: WireError, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details ?? {};
  }

  /** With `rate_limited`: how long to wait before the next try, in milliseconds. */
  get retryAfterMs(): number | undefined {
    return this.details.retryAfterMs;
  }
}

/** An error that this side of the wire found. */
export function localError(code: ErrorCode, message: string, details?: ErrorDetails): BatonError {
  return new BatonError(details ? { code, message, details } : { code, message });
}

/** Whether the same thing may well succeed a little later. */
export function isTemporary({ code }: BatonError): boolean {
  return code === "unavailable" || code === "internal" || code === "rate_limited";
}

/** Whatever was thrown, as a `BatonError`: what is not one already becomes `unavailable`, with its cause. */
export function asBatonError(thrown: unknown): BatonError {
  if (thrown instanceof BatonError) return thrown;
  return new BatonError({ code: "unavailable", message: String(thrown) }, { cause: thrown });
}
