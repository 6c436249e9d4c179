import type { WorkspaceConfig } from "../../conversation/core/config.ts";

/**
 * The path of the first place that would escalate to a team which is none: nobody would belong to it, and what is
 * raised would be seen by no one (E1). Where no teams are listed, every name is one. Null where all is well.
 */
export function teamless({ sla, escalationRules, guardrails, teams }: WorkspaceConfig): string | null {
  const isTeam = (teamId: string) => teams.length === 0 || teams.some(({ id }) => id === teamId);
  const { teamId, ...terms } = sla;
  const raises = Object.values(terms).some((ms) => ms !== null);
  if (teamId === "" ? raises : !isTeam(teamId)) return "sla.teamId";
  const rule = escalationRules.findIndex((one) => !isTeam(one.teamId));
  if (rule >= 0) return `escalationRules.${rule}.teamId`;
  return guardrails.teamId === "" || isTeam(guardrails.teamId) ? null : "guardrails.teamId";
}
