import { wireError } from "../../protocol/errors.ts";
import type { Person } from "../../protocol/shared.ts";
import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { mayAllowAi, mayTakeOver } from "../guards/conversation.ts";
import { ended, fence } from "../guards/guard.ts";
import { backAt, isOpen } from "../hours/opening.ts";
import { aiHealth } from "../policies.ts";
import { type ConversationState, isEnded } from "../state.ts";
import { accept, type Decider, type Decision, refuse } from "./decision.ts";
import { raiseByRules } from "./raising.ts";

/** Takeover, release, and the customer's wish for a person. */

export const takeOver: Decider<"take_over"> = (state, _command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayTakeOver(state, actor);
  if (error) return { ok: false, error };
  // Repeating it as the owner changes nothing (H7).
  return state.owner ? accept() : accept(...takeOverEvents(state, actor.person, context, false));
};

/** The one atomic step of a takeover (H2), explicit or by a first message (H10). */
export function takeOverEvents(
  state: ConversationState,
  by: Person,
  context: Context,
  implicit: boolean,
): Event[] {
  const cycle = state.cycle + 1;
  const summaryDeadline = context.now + context.config.deadlines.summaryMs;
  return [
    ...stopAi(state, context),
    { type: "taken_over", by, implicit },
    state.ticket
      ? { type: "ticket_adopted", ticketId: state.ticket.id, assignee: by, cycle, summaryDeadline }
      : ticketOpened(state, context, by),
  ];
}

export const allowAiReplies: Decider<"allow_ai_replies"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayAllowAi(state, actor);
  const stale = fence(state, command.epoch);
  // Who had it until now is told that it has moved, not that they may not.
  if (stale && error?.code === "forbidden" && state.owner) return refuse(stale);
  if (error) return { ok: false, error };
  if (stale) return refuse(stale);
  if (aiHealth(state, context) !== "working") return refuse("ai_unavailable");
  return accept(...releaseToAi(state, "allowed"));
};

export const requestHuman: Decider<"request_human"> = (state, _command, context) => {
  const refusal = customerOnly(state, context);
  if (refusal) return refusal;
  // A person is already wanted or there.
  if (state.control !== "ai_active") return accept();
  const raised = raiseByRules(state, { kind: "asked_for_person", customer: state.customer }, context);
  return accept(...wantHuman(state, context, "customer", "asked"), ...raised);
};

export const cancelRequest: Decider<"cancel_request"> = (state, command, context) => {
  const refusal = customerOnly(state, context);
  if (refusal) return refusal;
  if (state.control !== "queued") return refuse("not_available");
  const stale = fence(state, command.epoch);
  if (stale) return refuse(stale);
  // Without an AI there is nothing to go back to.
  if (aiHealth(state, context) === "off") return refuse("not_available");
  // Where a person was last heard, the customer must see that it is the AI who speaks from here on.
  return accept(state.resumed ? { type: "ai_resumed", reason: "cancelled" } : { type: "request_cancelled" });
};

/** Somebody wants a person: into the queue where one may come, else the customer is told at once (H18, H19). */
export function wantHuman(
  state: ConversationState,
  context: Context,
  by: "customer" | "ai",
  reason: string,
): Event[] {
  const nobodyThere = context.availableAgents?.length === 0 || !isOpen(context.config.hours, context.now);
  const stopped = stopAi(state, context);
  // Asking again does not make anybody come: the line already stands.
  if (nobodyThere && by === "customer" && state.fired.includes("told_unavailable")) return [];
  if (!nobodyThere) return [...stopped, { type: "human_requested", by, reason }];
  // The customer asked and nobody is there: the AI goes on with what it was saying.
  const kept = by === "customer" ? [] : stopped;
  return [...kept, ...tellUnavailable(state, context, by, reason)];
}

/** The customer is told that nobody is there, and an unassigned ticket waits for the next takeover (H19). */
export function tellUnavailable(
  state: ConversationState,
  context: Context,
  by: "customer" | "ai" | "system",
  reason: string,
): Event[] {
  const { config, now } = context;
  const told: Event = { type: "human_unavailable", by, reason, backAt: backAt(config.hours, now) };
  return state.ticket ? [told] : [told, ticketOpened(state, context, null)];
}

/** Control leaves a person or the queue for the AI: the cycle's ticket closes (H13). */
export function releaseToAi(state: ConversationState, reason: string): Event[] {
  return [...closeTicket(state, reason), { type: "ai_resumed", reason }];
}

/** Control leaves a person who did not answer: to another person who is there, else to the AI (H21, H22). */
export function releaseAutomatically(state: ConversationState, context: Context, reason: string): Event[] {
  const anybody = context.availableAgents?.some((agentId) => agentId !== state.owner?.id) ?? false;
  const another = anybody && isOpen(context.config.hours, context.now);
  return another || aiHealth(state, context) !== "working"
    ? returnToQueue(state, context, reason)
    : resumeByItself(state, context, reason);
}

/** Others take it from here. */
export function returnToQueue(state: ConversationState, context: Context, reason: string): Event[] {
  const told = tellIfClosed({ ...state, ticket: null }, context, reason);
  return [...closeTicket(state, reason), { type: "returned_to_queue", reason }, ...told];
}

/** The AI is switched off, and was to answer: a person is wanted instead. */
export function wantHumanInstead(state: ConversationState, context: Context): Event[] {
  const reason = "ai_off";
  return [{ type: "human_requested", by: "system", reason }, ...tellIfClosed(state, context, reason)];
}

/** Who comes to stand in a queue whose people have gone home is told at once until when (B6, H22). */
export function tellIfClosed(state: ConversationState, context: Context, reason: string): Event[] {
  const { config, now } = context;
  return isOpen(config.hours, now) ? [] : tellUnavailable(state, context, "system", reason);
}

/** The AI has back what a person had, and nobody has asked it: the customer may still wait for an answer (H21). */
export function resumeByItself(state: ConversationState, context: Context, reason: string): Event[] {
  // What the AI has handed off before it will not answer now: the customer is told where that leaves them.
  const declined = state.newest?.role === "customer" && state.newest.seq <= state.declinedSeq;
  const told = declined ? tellUnavailable({ ...state, ticket: null }, context, "system", reason) : [];
  return [...closeTicket(state, reason), ...told, { type: "ai_resumed", reason }];
}

/** Who has waited for a person is told that nobody comes, and the ticket that waits stays open (H19, H21). */
export function resumeFromQueue(state: ConversationState, context: Context, reason: string): Event[] {
  return [...tellOnce(state, context, reason), { type: "ai_resumed", reason }];
}

/** That nobody is there, unless this state has told it already. */
export function tellOnce(state: ConversationState, context: Context, reason: string): Event[] {
  if (state.fired.includes("told_unavailable")) return [];
  return tellUnavailable(state, context, "system", reason);
}

export function closeTicket(state: ConversationState, reason: string): Event[] {
  return state.ticket ? [{ type: "ticket_closed", ticketId: state.ticket.id, reason }] : [];
}

/** Ends the reply in progress; text the customer has already seen stays, as interrupted (H4). */
export function stopAi(state: ConversationState, context: Context): Event[] {
  if (!state.reply || context.streamed === "") return [];
  return [{ type: "ai_reply_interrupted", replyId: state.reply.replyId, text: context.streamed }];
}

/** The fallback subject is the customer's name: it stands at once, in any language, until the summary comes (H11). */
function ticketOpened(state: ConversationState, context: Context, assignee: Person | null): Event {
  return {
    type: "ticket_opened",
    ticket: {
      id: context.newId(),
      cycle: state.cycle + 1,
      status: assignee ? "on_you" : "new",
      subject: state.customer.name,
      summary: "",
      assignee,
    },
    summaryDeadline: context.now + context.config.deadlines.summaryMs,
  };
}

function customerOnly(state: ConversationState, context: Context): Decision | null {
  if (context.actor.role !== "customer") return { ok: false, error: wireError("forbidden") };
  return isEnded(state) ? { ok: false, error: ended(state) } : null;
}
