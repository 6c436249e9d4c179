import { wireError } from "../../protocol/errors.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Context } from "../commands.ts";
import type { Event, HoldEnd } from "../events.ts";
import { mayControlReply } from "../guards/held-reply.ts";
import type { ConversationState, HeldReply } from "../state.ts";
import { wantHumanInstead } from "./control.ts";
import { accept, type Decider, type Decision, refuse } from "./decision.ts";
import { withLimit } from "./messages.ts";
import { beginningOf, plain } from "./plain.ts";

/**
 * Replies of the AI that wait for their time. Whatever ends the wait ends it in the same block as it is decided, so a
 * reply is sent once or not at all, and who comes later is told that it is gone (C3).
 */

/** Longer in any script than answers in a chat are. */
const MOST_BYTES = 12_000;

/** How long an answer that is ready now is held; null where it goes out at once. */
export function heldFor(
  state: ConversationState,
  { config: { cadence }, now, random }: Context,
): { dueAt: number; holdUntil: number } | null {
  if (!cadence.on) return null;
  const holdUntil = state.holdUntil ?? now + cadence.maxMs;
  const wanted = now + cadence.minMs + Math.floor(random() * (cadence.maxMs - cadence.minMs + 1));
  const dueAt = Math.min(wanted, holdUntil);
  return dueAt > now ? { dueAt, holdUntil } : null;
}

/**
 * Its text is part of the state until it is sent: no longer than what people may write, so that it can be edited, and
 * without what takes many bytes and says nothing.
 */
export function holdable(text: string): string {
  return beginningOf(plain(text), { length: LIMITS.text, bytes: MOST_BYTES });
}

export const sendNow: Decider<"send_now"> = (state, command, context) =>
  withHeld(state, command, context, (held) => sendHeld(state, held, context));

export const editAndSend: Decider<"edit_and_send"> = (state, command, context) =>
  withHeld(state, command, context, ({ replyId }, by) =>
    withLimit(state, context, [{ type: "ai_reply_edited", replyId, by, text: command.text }]),
  );

export const cancelReply: Decider<"cancel_reply"> = (state, command, context) =>
  withHeld(state, command, context, (held, by) => accept(cancelled(held, by, "cancelled")));

/** Its time has come. An AI that was switched off meanwhile says nothing more. */
export function sendDue(state: ConversationState, context: Context): Decision {
  const { held } = state;
  if (!held) return accept();
  if (context.config.ai.on) return sendHeld(state, held, context);
  return accept(cancelled(held, null, "ai_off"), ...wantHumanInstead(state, context));
}

/** A held reply outlives neither the control it was made under nor the message that it answers (C4, C6). */
export function endOfHold(before: ConversationState, after: ConversationState): Event[] {
  const { held } = after;
  if (!held) return [];
  if (after.epoch !== before.epoch) {
    const isOver = after.control === "wrap_up" || after.control === "closed";
    return [cancelled(held, null, isOver ? "ended" : after.owner ? "taken_over" : "control_moved")];
  }
  const { newest } = after;
  const isOutdated = newest?.role === "customer" && newest.seq > held.uptoSeq;
  return isOutdated ? [cancelled(held, null, "new_message")] : [];
}

function sendHeld(state: ConversationState, held: HeldReply, context: Context): Decision {
  const { replyId, text, sources, offersPerson, suggestions } = held;
  const answer = { replyId, text, sources, offersPerson, ...(suggestions ? { suggestions } : {}) };
  return withLimit(state, context, [{ type: "ai_reply_sent", ...answer }]);
}

function cancelled({ replyId, text }: HeldReply, by: HoldBy, reason: HoldEnd): Event {
  return { type: "ai_reply_cancelled", replyId, by, reason, text };
}

type HoldBy = Extract<Event, { type: "ai_reply_cancelled" }>["by"];

/** What an agent does with the reply that they see; another one, or none, is gone. */
function withHeld(
  state: ConversationState,
  { replyId }: { replyId: string },
  { actor }: Context,
  act: (held: HeldReply, by: Extract<Context["actor"], { role: "agent" }>["person"]) => Decision,
): Decision {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayControlReply(state, actor);
  if (error) return { ok: false, error };
  const { held } = state;
  if (held?.replyId !== replyId) return { ok: false, error: wireError("reply_gone") };
  return act(held, actor.person);
}
