import type { Person } from "../../protocol/shared.ts";
import type { Context } from "../commands.ts";
import type { Event, Resolution } from "../events.ts";
import { mayEscalate, mayResolve } from "../guards/escalation.ts";
import { aiHealth } from "../policies.ts";
import type { ConversationState, Escalation } from "../state.ts";
import { releaseToAi, returnToQueue } from "./control.ts";
import { accept, type Decider, refuse } from "./decision.ts";
import { discreet, isFull, raise } from "./raising.ts";

/** What somebody of a team must look at. Independent of who has the conversation: raising it moves nothing (E1). */

export const escalate: Decider<"escalate"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayEscalate(state, actor);
  if (error) return { ok: false, error };
  const { teamId, reason, bypassCooldown = false } = command;
  if (!isTeam(teamId, context)) return refuse("invalid", { path: "teamId" });
  if (isFull(state, teamId)) return refuse("not_available");
  const { person } = actor;
  return accept(...raise(state, { teamId, reason, by: "agent", person, bypassCooldown }, context));
};

export const resolveEscalation: Decider<"resolve_escalation"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const open = state.escalations.find(({ id }) => id === command.escalationId);
  if (!open) return refuse("not_available");
  if (!mayResolve(open, actor)) return refuse("forbidden");
  const { count } = command;
  // Where the count is not shown, nobody can say it (E2).
  if (count === undefined && !context.config.hipaa) return refuse("invalid", { path: "count" });
  // Raised again since this agent looked: that has not been resolved.
  if (count !== undefined && open.count !== count) return refuse("stale_epoch");
  const { reason, note = "" } = command;
  if (reason === "other" && note.trim() === "") return refuse("note_required", { path: "note" });
  const released = reason === "handled" ? release(state, context) : [];
  return accept(resolved(open, reason, actor.person, context, note), ...released);
};

/** A callback that reached somebody resolves what it was for; one that did not leaves it open (E5). */
export const completeTask: Decider<"complete_task"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const open = state.escalations.find(({ taskId }) => taskId === command.taskId);
  if (!open) return refuse("not_available");
  if (!mayResolve(open, actor)) return refuse("forbidden");
  const { taskId, reason = "", disposition = "" } = command;
  const done: Event = { type: "task_completed", taskId, by: actor.person, reason, disposition };
  const reached = disposition === "connected" || disposition === "voicemail_left";
  return reason !== "" || reached ? accept(done, resolved(open, "handled", null, context)) : accept(done);
};

/** A public reply of somebody of its team resolves it, and leaves them the conversation (E5). */
export function resolvedByReply(
  state: ConversationState,
  teams: readonly string[],
  context: Context,
): Event[] {
  return state.escalations
    .filter(({ teamId }) => teams.includes(teamId))
    .map((open) => resolved(open, "handled", null, context));
}

function resolved(
  { id, teamId }: Escalation,
  reason: Resolution,
  person: Person | null,
  context: Context,
  note = "",
): Event {
  const wasNone = reason === "false_positive" || reason === "spam" || reason === "duplicate";
  const coolUntil = wasNone ? context.now + context.config.cooldownMs : null;
  const how = { escalationId: id, teamId, reason, note, person, coolUntil };
  return { type: "escalation_resolved", ...how, ...discreet(context) };
}

/** "Handled" gives back what a person has (E4); without an AI others take it from there (H22). */
function release(state: ConversationState, context: Context): Event[] {
  if (!state.owner) return [];
  const reason = "escalation_handled";
  return aiHealth(state, context) === "working"
    ? releaseToAi(state, reason)
    : returnToQueue(state, context, reason);
}

function isTeam(teamId: string, { config }: Context): boolean {
  return config.teams.length === 0 || config.teams.some(({ id }) => id === teamId);
}
