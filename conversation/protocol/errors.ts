import * as v from "valibot";
import { CountSchema, PersonSchema, TimeSchema } from "./shared.ts";

/** The closed list of error codes. Each message says what to do next. */
export const ERROR_MESSAGES = {
  unauthenticated: "Say hello with a valid token first.",
  token_expired: "Fetch a fresh token and say hello again.",
  forbidden: "This needs a permission that the token does not carry.",
  not_found: "There is no such conversation here. Check the id and the workspace.",
  invalid: "The frame is not of the protocol's form. Mend the field named by `path` and send it again.",
  too_large: "Send less: see the limits in docs/SPEC.md.",
  rate_limited: "Wait `retryAfterMs` and send again.",
  already_taken_over: "Somebody else has this conversation: `by` says who.",
  already_monitored: "Somebody else monitors this conversation: `by` says who.",
  not_monitoring: "Monitor the conversation first.",
  confirmation_required: "Prepare the takeover again and confirm it within a minute.",
  stale_epoch: "What you go by has changed since. Look again, and decide anew.",
  conversation_ended: "The conversation has ended. Go on in `successorId`, or start a new one.",
  not_assigned: "Only the agent who has this conversation can do this.",
  not_available:
    "There is no such step now. Look at `can`, and at whether the people concerned are available.",
  over_capacity: "The agent has no room for another conversation. Choose another agent, or override.",
  unsupported_type: "Files of this kind are not taken. Send an image, a PDF, a text or an Office document.",
  attachment_gone: "This file is not there to be sent: it was sent before, or not in time. Upload it again.",
  offer_gone: "The transfer offer is over. Look at the conversation.",
  reply_gone: "The AI's reply is no longer held.",
  note_required: "Write a note that says why.",
  ai_unavailable: "The AI is switched off or failing. Keep the conversation, or end it.",
  duplicate_id: "This client id was used for something else. Make a new id.",
  protocol_too_old: "Update the client: the server no longer speaks this version.",
  unavailable: "The server could not do this now. Try again.",
  internal: "Something broke on the server. Try again; report it if it stays.",
} as const;

export type ErrorCode = keyof typeof ERROR_MESSAGES;

export const ERROR_CODES = v.picklist(
  // The keys of a closed object literal are its codes; Object.keys cannot say so.
  Object.keys(ERROR_MESSAGES) as [ErrorCode, ...ErrorCode[]],
);

/** Facts that come with some codes; a code without facts of its own has none of these. */
const DetailsSchema = v.object({
  /** Path of the offending field, with `invalid`. */
  path: v.optional(v.string()),
  retryAfterMs: v.optional(CountSchema),
  /** The one that is in force. */
  version: v.optional(CountSchema),
  by: v.optional(PersonSchema),
  at: v.optional(TimeSchema),
  ticketId: v.optional(v.string()),
  successorId: v.optional(v.nullable(v.string())),
  exceededBy: v.optional(CountSchema),
});
export type ErrorDetails = v.InferOutput<typeof DetailsSchema>;

export const WireErrorSchema = v.object({
  /** A code of a newer server counts as `internal`. */
  code: v.fallback(ERROR_CODES, "internal"),
  message: v.string(),
  details: v.optional(DetailsSchema),
});
export type WireError = v.InferOutput<typeof WireErrorSchema>;

/** An error of the closed list, with its message. */
export function wireError(code: ErrorCode, details?: ErrorDetails): WireError {
  const message = ERROR_MESSAGES[code];
  return details === undefined ? { code, message } : { code, message, details };
}
