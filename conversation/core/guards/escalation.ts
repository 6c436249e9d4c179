import { wireError } from "../../protocol/errors.ts";
import { type AgentActor, permits } from "../actor.ts";
import { type Escalation, isEnded } from "../state.ts";
import { ended, type Guard } from "./guard.ts";

export const mayEscalate: Guard = (state, actor) => {
  if (!permits(actor, "escalation.raise")) return wireError("forbidden");
  return isEnded(state) ? ended(state) : null;
};

/** Members of the team that it was raised to, and who may resolve any (E3). */
export function mayResolve({ teamId }: Pick<Escalation, "teamId">, actor: AgentActor): boolean {
  return actor.teams.includes(teamId) || permits(actor, "escalation.resolve_any");
}

/** Also after the end: what was raised is still to be looked at. */
export const mayResolveOne: Guard = (state, actor) => {
  if (state.escalations.length === 0) return wireError("not_available");
  return state.escalations.some((escalation) => mayResolve(escalation, actor))
    ? null
    : wireError("forbidden");
};
