import type { Command, Context } from "./commands.ts";
import { beginAiReply, failAiReply, finishAiReply, handOff } from "./decide/ai.ts";
import { withConsequences } from "./decide/consequences.ts";
import { allowAiReplies, cancelRequest, requestHuman, takeOver } from "./decide/control.ts";
import { correctClock, ownerPresence, timerDue } from "./decide/deadlines.ts";
import { type Decision, refuse } from "./decide/decision.ts";
import { completeTask, escalate, resolveEscalation } from "./decide/escalations.ts";
import { cancelReply, editAndSend, sendNow } from "./decide/held-reply.ts";
import { end, forceEnd, identify, merge, start } from "./decide/lifecycle.ts";
import { addNote, markRead, rate, rateAnswer, sendMessage, updateTicket } from "./decide/messages.ts";
import {
  acceptTransfer,
  assign,
  cancelTransfer,
  leaveConsult,
  offerTransfer,
  rejectTransfer,
  route,
} from "./decide/routing.ts";
import { finishSummary } from "./decide/summary.ts";
import { confirmTakeOver, join, monitor, prepareTakeOver, stopMonitor } from "./decide/supervision.ts";
import { completeWrapUp } from "./decide/wrap-up.ts";
import type { ConversationState } from "./state.ts";

/**
 * The heart: whatever changes a conversation is decided here and nowhere else. Pure and total; a refusal
 * is a value with a code of the closed list and changes nothing.
 */
export function decide(state: ConversationState, command: Command, context: Context): Decision {
  if (state.epoch === 0 && command.type !== "start") return refuse("not_found");
  const decision = decideAlone(state, command, context);
  if (!decision.ok) return decision;
  return { ok: true, events: withConsequences(state, decision.events, context.now) };
}

function decideAlone(state: ConversationState, command: Command, context: Context): Decision {
  switch (command.type) {
    case "start":
      return start(state, command, context);
    case "send_message":
      return sendMessage(state, command, context);
    case "add_note":
      return addNote(state, command, context);
    case "mark_read":
      return markRead(state, command, context);
    case "rate":
      return rate(state, command, context);
    case "rate_answer":
      return rateAnswer(state, command, context);
    case "request_human":
      return requestHuman(state, command, context);
    case "cancel_request":
      return cancelRequest(state, command, context);
    case "take_over":
      return takeOver(state, command, context);
    case "allow_ai_replies":
      return allowAiReplies(state, command, context);
    case "update_ticket":
      return updateTicket(state, command, context);
    case "end":
      return end(state, command, context);
    case "force_end":
      return forceEnd(state, command, context);
    case "monitor":
      return monitor(state, command, context);
    case "stop_monitor":
      return stopMonitor(state, command, context);
    case "prepare_take_over":
      return prepareTakeOver(state, command, context);
    case "confirm_take_over":
      return confirmTakeOver(state, command, context);
    case "join":
      return join(state, command, context);
    case "leave_consult":
      return leaveConsult(state, command, context);
    case "assign":
      return assign(state, command, context);
    case "offer_transfer":
      return offerTransfer(state, command, context);
    case "route":
      return route(state, command, context);
    case "accept_transfer":
      return acceptTransfer(state, command, context);
    case "reject_transfer":
      return rejectTransfer(state, command, context);
    case "cancel_transfer":
      return cancelTransfer(state, command, context);
    case "complete_wrap_up":
      return completeWrapUp(state, command, context);
    case "identify":
      return identify(state, command, context);
    case "merge":
      return merge(state, command, context);
    case "send_now":
      return sendNow(state, command, context);
    case "edit_and_send":
      return editAndSend(state, command, context);
    case "cancel_reply":
      return cancelReply(state, command, context);
    case "escalate":
      return escalate(state, command, context);
    case "resolve_escalation":
      return resolveEscalation(state, command, context);
    case "complete_task":
      return completeTask(state, command, context);
    case "begin_ai_reply":
      return beginAiReply(state, command, context);
    case "finish_ai_reply":
      return finishAiReply(state, command, context);
    case "hand_off":
      return handOff(state, command, context);
    case "fail_ai_reply":
      return failAiReply(state, command, context);
    case "finish_summary":
      return finishSummary(state, command, context);
    case "owner_presence":
      return ownerPresence(state, command, context);
    case "timer_due":
      return timerDue(state, command, context);
    case "correct_clock":
      return correctClock(state, command, context);
  }
}
