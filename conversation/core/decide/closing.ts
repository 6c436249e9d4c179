import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { isOpen } from "../hours/opening.ts";
import { aiHealth } from "../policies.ts";
import type { ConversationState } from "../state.ts";
import { closeTicket, resumeByItself, resumeFromQueue, tellUnavailable } from "./control.ts";

/** An owner who has written as recently as this may finish what they are at (B4). */
const RECENT_MS = 5 * 60_000;

/**
 * Closing time (B2): what people had goes back to the AI, whoever has it and whoever was asked to take it (B7). Without
 * an AI it waits, and the customer is told until when (H22). Once it may be put off for an agent in mid-conversation.
 */
export function closeUp(state: ConversationState, closing: number, context: Context): Event[] {
  const { hours } = context.config;
  // Hours that were set only now, or a server that was down over it: nothing is taken from people who are there.
  if (isOpen(hours, context.now)) return [{ type: "closing_passed" }];
  const deferMs = hours?.deferMs ?? 0;
  const { ownerWroteAt } = state;
  const isBusy = ownerWroteAt !== null && ownerWroteAt > closing - RECENT_MS;
  const until = closing + deferMs;
  if (isBusy && state.deferredUntil === null && until > context.now)
    return [{ type: "closing_deferred", until }];
  if (aiHealth(state, context) === "working") {
    return state.control === "queued"
      ? resumeFromQueue(state, context, "closing_time")
      : resumeByItself(state, context, "closing_time");
  }
  const told = tellUnavailable({ ...state, ticket: null }, context, "system", "closing_time");
  return state.control === "queued"
    ? tellUnavailable(state, context, "system", "closing_time")
    : [...closeTicket(state, "closing_time"), { type: "returned_to_queue", reason: "closing_time" }, ...told];
}
