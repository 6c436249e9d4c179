import * as v from "valibot";

/**
 * What an error says that may stand in a log. Errors of what reads bytes quote what they could not read, and that may
 * be a customer's words or a token (N6, A4).
 */
export function loggable(error: unknown): string {
  if (v.isValiError(error)) return `not as expected: ${v.getDotPath(error.issues[0]) ?? "all of it"}`;
  if (error instanceof SyntaxError) return "not JSON";
  return error instanceof Error ? error.message : "";
}
