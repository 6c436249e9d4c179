import type { WireError } from "../../protocol/errors.ts";
import { wireError } from "../../protocol/errors.ts";
import type { Destination, Person } from "../../protocol/shared.ts";
import { type AgentActor, permits } from "../actor.ts";
import type { Context } from "../commands.ts";
import type { Event } from "../events.ts";
import { fenced } from "../guards/guard.ts";
import {
  mayAnswerTransfer,
  mayAssign,
  mayCancelTransfer,
  mayLeaveConsult,
  mayOfferTransfer,
} from "../guards/routing.ts";
import { CONSULTANTS_CAP, type ConversationState, isConsultant, type TransferOffer } from "../state.ts";
import { stopAi, takeOverEvents } from "./control.ts";
import { accept, type Decider, refuse } from "./decision.ts";
import { plain } from "./plain.ts";

/** Who gives a conversation to whom: assigning, offering, consulting. */

export const assign: Decider<"assign"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const refusal =
    fenced(state, mayAssign(state, actor), command.epoch) ?? wrongDestination(command.to, context);
  if (refusal) return { ok: false, error: refusal };
  const by = actor.person;
  if ("teamId" in command.to) {
    const { teamId } = command.to;
    if (state.control === "queued" && state.teamId === teamId) return accept();
    return accept(...stopAi(state, context), { type: "assigned", by, to: { teamId }, exceededBy: 0 });
  }
  const { agent } = context;
  if (!agent) return refuse("unavailable");
  const exceededBy = Math.max(0, agent.load + 1 - agent.capacity);
  if (!command.override) {
    if (!agent.available) return refuse("not_available");
    if (exceededBy > 0) return refuse("over_capacity", { exceededBy });
  }
  return accept(
    { type: "assigned", by, to: { agent: agent.person }, exceededBy },
    ...takeOverEvents(state, agent.person, context, false),
  );
};

export const offerTransfer: Decider<"offer_transfer"> = (state, command, context) => {
  const { actor, agent } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const refusal =
    fenced(state, mayOfferTransfer(state, actor), command.epoch) ?? wrongDestination(command.to, context);
  if (refusal) return { ok: false, error: refusal };
  const { note = "" } = command;
  if ("teamId" in command.to) return accept(...offer(state, context, actor.person, command.to, note));
  if (agent?.person.id === state.owner?.id) return refuse("invalid", { path: "to.agentId" });
  if (!agent?.available) return refuse("not_available");
  return accept(...offer(state, context, actor.person, { agent: agent.person }, note));
};

/** The workspace has found somebody who is free. It may be late: then nothing comes of it (S10). */
export const route: Decider<"route"> = (state, { agent }, context) => {
  if (context.actor.role !== "system") return refuse("forbidden");
  if (state.control !== "queued" || state.offer) return accept();
  return accept(...offer(state, context, null, { agent }, ""));
};

export const acceptTransfer: Decider<"accept_transfer"> = (state, { offerId }, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = answering(state, actor, offerId);
  if (error) return { ok: false, error };
  const by = actor.person;
  const accepted: Event = { type: "transfer_accepted", offerId, by, from: state.owner };
  if (!state.owner) return accept(accepted, ...takeOverEvents(state, by, context, false));
  const { ticket } = state;
  const isConsulting = isConsultant(state, by.id);
  return accept(
    ...(isConsulting ? [] : makeRoom(state)),
    accepted,
    ...(ticket ? [{ type: "ticket_reassigned", ticketId: ticket.id, assignee: by } as const] : []),
  );
};

export const rejectTransfer: Decider<"reject_transfer"> = (state, { offerId, reason = "" }, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = answering(state, actor, offerId);
  if (error) return { ok: false, error };
  return accept({ type: "transfer_rejected", offerId, by: actor.person, reason });
};

export const cancelTransfer: Decider<"cancel_transfer"> = (state, { offerId }, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayCancelTransfer(state, actor) ?? gone(state, offerId);
  if (error) return { ok: false, error };
  return accept({ type: "transfer_rescinded", offerId, reason: "cancelled" });
};

export const leaveConsult: Decider<"leave_consult"> = (state, _command, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayLeaveConsult(state, actor);
  if (error) return { ok: false, error };
  const openly = state.consultants.some(({ person, by }) => person.id === actor.person.id && by === "join");
  return accept({ type: "participant_left", by: actor.person, openly, reason: "left" });
};

/** One consultant too many, and who has consulted the longest is let go. */
export function makeRoom({ consultants }: ConversationState): Event[] {
  const [oldest] = consultants;
  if (!oldest || consultants.length < CONSULTANTS_CAP) return [];
  return [{ type: "participant_left", by: oldest.person, openly: oldest.by === "join", reason: "full" }];
}

/** One offer at a time: a new one takes the place of the old, and who made that is told (I14). */
function offer(
  state: ConversationState,
  { now, config, newId }: Context,
  from: Person | null,
  to: TransferOffer["to"],
  note: string,
): Event[] {
  const until = now + config.deadlines.offerMs;
  const offered: Event = {
    type: "transfer_offered",
    offer: { offerId: newId(), from, to, note: plain(note), at: now, until },
  };
  if (!state.offer) return [offered];
  return [{ type: "transfer_rescinded", offerId: state.offer.offerId, reason: "replaced" }, offered];
}

/** Why the conversation cannot go there: nobody has heard of them, or nobody said. */
function wrongDestination(to: Destination, { availableAgents, agent, config }: Context): WireError | null {
  if ("teamId" in to) {
    const known = config.teams.length === 0 || config.teams.some(({ id }) => id === to.teamId);
    return known ? null : wireError("invalid", { path: "to.teamId" });
  }
  if (availableAgents === null) return wireError("unavailable");
  return agent?.person.id === to.agentId ? null : wireError("invalid", { path: "to.agentId" });
}

/** Whom an offer was made to is told that it is over, whatever stands in its place. */
function answering(state: ConversationState, actor: AgentActor, offerId: string): WireError | null {
  const error = mayAnswerTransfer(state, actor);
  const mayEver = permits(actor, "conversation.transfer");
  return mayEver ? (gone(state, offerId) ?? error) : error;
}

function gone(state: ConversationState, offerId: string): WireError | null {
  return state.offer?.offerId === offerId ? null : wireError("offer_gone");
}
