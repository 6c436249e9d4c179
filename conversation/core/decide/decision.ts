import { type ErrorCode, type ErrorDetails, type WireError, wireError } from "../../protocol/errors.ts";
import type { Command, CommandType, Context } from "../commands.ts";
import type { Event } from "../events.ts";
import type { ConversationState } from "../state.ts";

/** What a command comes to: events, perhaps none, or a refusal that changes nothing. */
export type Decision = { ok: true; events: readonly Event[] } | { ok: false; error: WireError };

/** Decides one kind of command. Pure and total. */
export type Decider<Type extends CommandType> = (
  state: ConversationState,
  command: Extract<Command, { type: Type }>,
  context: Context,
) => Decision;

export function accept(...events: readonly Event[]): Decision {
  return { ok: true, events };
}

export function refuse(code: ErrorCode, details?: ErrorDetails): Decision {
  return { ok: false, error: wireError(code, details) };
}
