import type { Context } from "../commands.ts";
import { fence } from "../guards/guard.ts";
import { mayJoin, mayMonitor, mayStopMonitoring, mayTakeOverFromAgent } from "../guards/supervision.ts";
import type { ConversationState } from "../state.ts";
import { seesSupervision } from "../visibility/audience.ts";
import { accept, type Decider, refuse } from "./decision.ts";
import { makeRoom } from "./routing.ts";

/** Watching silently, stepping in openly, and taking a conversation from an agent. */

export const monitor: Decider<"monitor"> = (state, _command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayMonitor(state, actor);
  if (error) return { ok: false, error };
  const held = isLive(state, context) ? state.monitor : null;
  // The lease is the person's: another tab of theirs shares it (M4).
  if (held?.person.id === actor.person.id) return accept();
  if (held) {
    // Who has had a part in it does not learn who watches (M8).
    return seesSupervision(state, actor)
      ? refuse("already_monitored", { by: held.person })
      : refuse("not_available");
  }
  if (context.availableAgents === null) return refuse("unavailable");
  if (!context.agent?.available) return refuse("not_available");
  const { monitor: expired } = state;
  return accept(...(expired ? [stopped(expired, "expired")] : []), {
    type: "monitor_started",
    leaseId: context.newId(),
    by: actor.person,
  });
};

export const stopMonitor: Decider<"stop_monitor"> = (state, { leaseId }, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayStopMonitoring(state, actor);
  if (error) return { ok: false, error };
  if (state.monitor?.leaseId !== leaseId) return refuse("not_monitoring");
  return accept(stopped(state.monitor, "stopped"));
};

/** Changes nothing: the room signs what it was based on, for `confirm_take_over` to carry (T3). */
export const prepareTakeOver: Decider<"prepare_take_over"> = (state, { leaseId }, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayTakeOverFromAgent(state, actor);
  if (error) return { ok: false, error };
  return isLive(state, context, leaseId) ? accept() : refuse("not_monitoring");
};

export const confirmTakeOver: Decider<"confirm_take_over"> = (state, _command, context) => {
  const { actor, confirmation, now, config } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayTakeOverFromAgent(state, actor);
  if (error) return { ok: false, error };
  if (!isLive(state, context)) return refuse("not_monitoring");
  const isMine =
    confirmation?.supervisorId === actor.person.id && confirmation.leaseId === state.monitor?.leaseId;
  if (!isMine || confirmation.expiresAt <= now) return refuse("confirmation_required");
  const stale = fence(state, confirmation.epoch);
  if (stale || !state.owner) return refuse(stale ?? "not_assigned");
  const { owner, ticket } = state;
  const { wrapUpMs } = config;
  return accept(
    { type: "taken_over_from_agent", by: actor.person, displaced: owner },
    ...(ticket ? [{ type: "ticket_reassigned", ticketId: ticket.id, assignee: actor.person } as const] : []),
    ...(wrapUpMs > 0 ? [{ type: "wrap_up_started", agent: owner, until: now + wrapUpMs } as const] : []),
  );
};

export const join: Decider<"join"> = (state, { leaseId }, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayJoin(state, actor);
  if (error) return { ok: false, error };
  if (!isLive(state, context, leaseId)) return refuse("not_monitoring");
  return accept(...makeRoom(state), { type: "participant_joined", by: actor.person });
};

/** Whether the lease that the state knows of has not run out, though nobody may have noticed yet (M5). */
function isLive(
  { monitor: held }: ConversationState,
  { monitorUntil, now }: Context,
  leaseId = held?.leaseId,
): boolean {
  return held !== null && held.leaseId === leaseId && monitorUntil > now;
}

function stopped(
  { leaseId, person }: NonNullable<ConversationState["monitor"]>,
  reason: "stopped" | "expired",
) {
  return { type: "monitor_stopped", leaseId, by: person, reason } as const;
}
