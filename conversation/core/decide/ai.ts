import type { Context } from "../commands.ts";
import type { ConversationState } from "../state.ts";
import { stopAi, wantHuman } from "./control.ts";
import { accept, type Decider, refuse } from "./decision.ts";
import { heldFor, holdable } from "./held-reply.ts";
import { withLimit } from "./messages.ts";

/**
 * What the AI does. A generation carries the epoch and its own id; once either has moved on, whatever it
 * brings is dropped, in the same synchronous block as the write (H3).
 */

export const beginAiReply: Decider<"begin_ai_reply"> = (state, _command, context) => {
  if (context.actor.role !== "ai") return refuse("forbidden");
  const wanted = state.wishes.ai;
  if (state.control !== "ai_active" || state.reply || !wanted) return accept();
  // Switched off while a customer waited for it: a person is wanted instead.
  if (!context.config.ai.on) return accept({ type: "human_requested", by: "system", reason: "ai_off" });
  return accept({
    type: "ai_reply_started",
    replyId: context.newId(),
    generationId: context.newId(),
    uptoSeq: wanted.uptoSeq,
    quiet: context.config.cadence.on,
  });
};

export const finishAiReply: Decider<"finish_ai_reply"> = (state, command, context) => {
  if (!isCurrent(state, command, context)) return accept();
  const { text, sources, offersPerson } = command;
  if (!state.reply) return accept();
  const answer = { replyId: state.reply.replyId, text, sources, offersPerson };
  const held = heldFor(state, context);
  return held
    ? accept({ type: "ai_reply_held", ...answer, text: holdable(text), ...held })
    : withLimit(state, context, [{ type: "ai_reply_sent", ...answer }]);
};

export const handOff: Decider<"hand_off"> = (state, command, context) => {
  if (!isCurrent(state, command, context)) return accept();
  return accept(...wantHuman(state, context, "ai", command.reason));
};

/** A failed answer leaves the customer with a person, or told that there is none; a restart only begins anew. */
export const failAiReply: Decider<"fail_ai_reply"> = (state, command, context) => {
  if (!isCurrent(state, { ...command, epoch: state.epoch }, context) || !state.reply) return accept();
  const failed = { type: "ai_reply_failed", replyId: state.reply.replyId, reason: command.reason } as const;
  if (command.reason === "restart") return accept(...stopAi(state, context), failed);
  if (!context.config.ai.on) {
    const wanted = { type: "human_requested", by: "system", reason: "ai_off" } as const;
    return accept(...stopAi(state, context), failed, wanted);
  }
  const next = wantHuman(state, context, "ai", "ai_failed");
  return accept(failed, ...next);
};

function isCurrent(
  state: ConversationState,
  command: { generationId: string; epoch: number },
  { actor }: Context,
): boolean {
  return (
    actor.role !== "customer" &&
    actor.role !== "agent" &&
    state.control === "ai_active" &&
    state.epoch === command.epoch &&
    state.reply?.generationId === command.generationId
  );
}
