import type { Model } from "./model.ts";
import { monitors, readsContent } from "./people.ts";
import { type AgentId, PERMISSIONS } from "./steps.ts";

/** Who belongs to which audience: M8, M13, M14. */
export type Audience = "agent" | "supervisor" | "head";

const mayMonitor = (agent: AgentId) =>
  PERMISSIONS[agent].some((name: string) => name === "conversation.monitor");

/** Supervision's own record is for those who have never had a part in the conversation; once it has closed, for all. */
export function seesSupervision(m: Model, agent: AgentId): boolean {
  return mayMonitor(agent) && (m.column === "C" || !m.stakes.includes(agent));
}

export function audienceOf(m: Model, agent: AgentId): Audience {
  if (!readsContent(m, agent)) return "head";
  return seesSupervision(m, agent) ? "supervisor" : "agent";
}

/** Besides, everybody knows that they monitor themselves. */
export function knowsOfMonitoring(m: Model, agent: AgentId): boolean {
  return seesSupervision(m, agent) || monitors(m, agent);
}
