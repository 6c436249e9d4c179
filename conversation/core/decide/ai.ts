import { isSpent } from "../budget.ts";
import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import type { ConversationState } from "../state.ts";
import { stopAi, wantHuman, wantHumanInstead } from "./control.ts";
import { accept, type Decider, refuse } from "./decision.ts";
import { heldFor, holdable } from "./held-reply.ts";
import { withLimit } from "./messages.ts";
import { raise } from "./raising.ts";
import { suggestionsOf } from "./suggestions.ts";

/** As long as a reason that an agent gives may be. */
const LONGEST_REASON = 200;

/**
 * What the AI does. A generation carries the epoch and its own id; once either has moved on, whatever it
 * brings is dropped, in the same synchronous block as the write (H3).
 */

export const beginAiReply: Decider<"begin_ai_reply"> = (state, _command, context) => {
  if (context.actor.role !== "ai") return refuse("forbidden");
  const wanted = state.wishes.ai;
  if (state.control !== "ai_active" || state.reply || !wanted) return accept();
  // Switched off while a customer waited for it.
  if (!context.config.ai.on) return accept(...wantHumanInstead(state, context));
  const { uptoSeq } = wanted;
  const isOwn = isSpent(state.answers, context.config.budgets, context.now);
  if (isOwn || context.granted === false) {
    const of = isOwn ? "conversation" : (context.spentOf ?? "workspace");
    const spent: Event = { type: "ai_budget_spent", of, uptoSeq };
    return accept(spent, ...wantHuman(state, context, "ai", "budget"));
  }
  return accept({
    type: "ai_reply_started",
    replyId: context.newId(),
    generationId: context.newId(),
    uptoSeq,
    quiet: context.config.cadence.on,
  });
};

export const finishAiReply: Decider<"finish_ai_reply"> = (state, command, context) => {
  if (!isCurrent(state, command, context)) return accept();
  const { text, sources, offersPerson } = command;
  if (!state.reply) return accept();
  const suggestions = suggestionsOf(command.suggestions ?? []);
  const answer = {
    ...{ replyId: state.reply.replyId, text, sources, offersPerson },
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
  // What the customer has been reading since it was begun is not taken back from them.
  const held = state.reply.quiet ? heldFor(state, context) : null;
  return held
    ? accept({ type: "ai_reply_held", ...answer, text: holdable(text), ...held })
    : withLimit(state, context, [{ type: "ai_reply_sent", ...answer }]);
};

export const handOff: Decider<"hand_off"> = (state, command, context) => {
  if (!isCurrent(state, command, context)) return accept();
  const reason = command.reason.slice(0, LONGEST_REASON);
  const wanted = wantHuman(state, context, "ai", reason);
  const { teamId } = context.config.guardrails;
  if (!command.guardrail || teamId === "") return accept(...wanted);
  return accept(...wanted, ...raise(state, { teamId, reason, by: "guardrail" }, context));
};

/** A failed answer leaves the customer with a person, or told that there is none; a restart only begins anew. */
export const failAiReply: Decider<"fail_ai_reply"> = (state, command, context) => {
  if (!isCurrent(state, { ...command, epoch: state.epoch }, context) || !state.reply) return accept();
  const failed = { type: "ai_reply_failed", replyId: state.reply.replyId, reason: command.reason } as const;
  if (command.reason === "restart") return accept(...stopAi(state, context), failed);
  if (!context.config.ai.on)
    return accept(...stopAi(state, context), failed, ...wantHumanInstead(state, context));
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
