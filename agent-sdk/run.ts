import { localError } from "../conversation/client/baton-error.ts";
import type { Draft } from "../conversation/client/conversation-client.ts";
import type { AckResult } from "../conversation/protocol/down.ts";

/** Sends what `draft` makes of the epoch that the caller has seen; resolves once the room has committed it. */
export type Run = (draft: (epoch: number) => Draft) => Promise<AckResult>;

/** What a takeover of any kind resolves to. */
export function ticketOf({ ticketId, cycle }: AckResult): { ticketId: string; cycle: number } {
  return { ticketId: given(ticketId), cycle: given(cycle) };
}

/** What an acknowledgement of this kind always holds. */
export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw localError("internal", "The server's acknowledgement lacks its result.");
  return value;
}
