import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { aiHealth } from "../policies.ts";
import type { ConversationState } from "../state.ts";
import { isOwner } from "../state.ts";
import { dueTimer, isAheadOf, resumeTime, type Timer } from "../timers.ts";
import { failAiReply } from "./ai.ts";
import { closeUp } from "./closing.ts";
import { releaseAutomatically, resumeFromQueue, tellOnce, wantHuman } from "./control.ts";
import { accept, type Decider, type Decision, refuse } from "./decision.ts";
import { sendDue } from "./held-reply.ts";
import { raise } from "./raising.ts";
import { expireWrapUps } from "./wrap-up.ts";

/** No customer waits for ever (H21). A timer that no longer stands, or is not yet due, does nothing. */

export const timerDue: Decider<"timer_due"> = (state, command, context) => {
  if (context.actor.role !== "system") return refuse("forbidden");
  const timer = dueTimer(state, context, command.timerId);
  return timer ? carryOut(timer, state, context) : accept();
};

/** Deadlines that were set by a clock that was ahead would leave somebody waiting until it has caught up (I9). */
export const correctClock: Decider<"correct_clock"> = (state, _command, { actor, now }) => {
  if (actor.role !== "system") return refuse("forbidden");
  return isAheadOf(state, now) ? accept({ type: "clock_corrected" }) : accept();
};

export const ownerPresence: Decider<"owner_presence"> = (state, command, { actor }) => {
  if (actor.role !== "system") return refuse("forbidden");
  if (!isOwner(state, command.agentId)) return accept();
  if (command.present) return state.ownerLostAt === null ? accept() : accept({ type: "owner_returned" });
  return state.ownerLostAt === null ? accept({ type: "owner_lost" }) : accept();
};

function carryOut({ kind, at }: Timer, state: ConversationState, context: Context): Decision {
  switch (kind) {
    case "nudge":
    case "joining_late":
    case "unanswered_late":
    case "reply_near":
      return accept({ type: "alerted", alert: kind });
    case "sla_first":
    case "sla_next":
    case "sla_queue": {
      const { teamId } = context.config.sla;
      const breach = { type: "sla_breached", breach: kind } as const;
      return accept(breach, ...raise(state, { teamId, reason: kind, by: "sla" }, context));
    }
    case "closing_soon":
      return accept({ type: "closing_announced", at: resumeTime(state, context.config) });
    case "closing":
      return accept(...closeUp(state, at, context));
    case "held_reply":
      return sendDue(state, context);
    case "unanswered":
      // Nobody has stepped in for the answer that an agent did not want.
      if (state.control === "ai_active") return accept(...wantHuman(state, context, "ai", "reply_cancelled"));
      return accept(...releaseAutomatically(state, context, "no_response"));
    case "join":
      return accept(...releaseAutomatically(state, context, "no_response"));
    case "lost":
      // The word that they are back may have been lost on its way.
      return state.owner && context.presentAgents?.includes(state.owner.id)
        ? accept({ type: "owner_returned" })
        : accept(...releaseAutomatically(state, context, "agent_lost"));
    case "queue":
      return accept(...leaveQueue(state, context));
    case "offer":
      return state.offer ? accept({ type: "transfer_timed_out", offerId: state.offer.offerId }) : accept();
    case "monitor": {
      if (!state.monitor) return accept();
      const { leaseId, person } = state.monitor;
      return accept({ type: "monitor_stopped", leaseId, by: person, reason: "expired" });
    }
    case "wrap_up":
      return accept(...expireWrapUps(state, context));
    case "summary":
      return state.wishes.summary
        ? accept({ type: "summary_failed", ticketId: state.wishes.summary.ticketId })
        : accept();
    case "generation":
      return state.reply
        ? failAiReply(
            state,
            { type: "fail_ai_reply", generationId: state.reply.generationId, reason: "timeout" },
            context,
          )
        : accept();
  }
}

/** The queue's deadline: back to the AI as in H19, or on in the queue where there is no AI to go back to. */
function leaveQueue(state: ConversationState, context: Context): Event[] {
  const reason = "queue_timeout";
  return aiHealth(state, context) === "working"
    ? resumeFromQueue(state, context, reason)
    : [...tellOnce(state, context, reason), { type: "queue_prolonged" }];
}
