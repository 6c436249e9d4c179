import type { Model } from "./model.ts";
import { isAvailable, isFull, isOfferedTo } from "./people.ts";
import { type AgentId, PERMISSIONS, type PersonsStep, TEAMS } from "./steps.ts";
import type { RowName } from "./table.ts";

/** Which row a step of routing is; permission has been asked. */
export type RoutingStep = Extract<
  PersonsStep,
  { do: "assign" | "offer_transfer" | "accept_transfer" | "reject_transfer" | "cancel_transfer" }
>;

export function rowOfRouting(m: Model, step: RoutingStep, by: AgentId): RowName {
  switch (step.do) {
    case "assign":
      return rowOfAssign(m, step);
    case "offer_transfer":
      return rowOfOffer(m, step, by);
    case "accept_transfer":
    case "reject_transfer":
      // To whom it was not made it is no matter whether it stands; that it is over, everybody may hear.
      if (!m.offer || step.offer === "old") return `${step.do}, offer gone`;
      return isOfferedTo(m, by) ? step.do : `${step.do} by another`;
    case "cancel_transfer":
      if (!m.offer) return "cancel_transfer, offer gone";
      if (!assigns(by) && m.owner !== by && m.offer.from !== by) return "cancel_transfer by another";
      return step.offer === "old" ? "cancel_transfer, offer gone" : "cancel_transfer";
  }
}

/** Whoever may assign may offer what is another's. */
const assigns = (agent: AgentId) => PERMISSIONS[agent].some((name: string) => name === "conversation.assign");
const isTeam = (team: string) => team in TEAMS;

function rowOfAssign(m: Model, { epoch, to, override }: Extract<RoutingStep, { do: "assign" }>): RowName {
  if (epoch === "stale") return "assign, stale epoch";
  if ("team" in to) return isTeam(to.team) ? "assign to a team" : "assign to no team of the workspace";
  if (!m.workspace) return "assign to an agent, presence unknown";
  if (to.agent === "nobody") return "assign to nobody known";
  if (override) return "assign to an agent, overridden";
  if (!isAvailable(m, to.agent)) return "assign to an agent who is away";
  return isFull(m, to.agent) ? "assign to an agent who is full" : "assign to an agent";
}

function rowOfOffer(
  m: Model,
  { epoch, to }: Extract<RoutingStep, { do: "offer_transfer" }>,
  by: AgentId,
): RowName {
  if (epoch === "stale") return "offer_transfer, stale epoch";
  if (m.owner !== by && !assigns(by)) return "offer_transfer by another";
  if ("team" in to)
    return isTeam(to.team) ? "offer_transfer to a team" : "offer_transfer to no team of the workspace";
  if (!m.workspace) return "offer_transfer to an agent, presence unknown";
  if (to.agent === "nobody") return "offer_transfer to nobody known";
  if (to.agent === m.owner) return "offer_transfer to the owner";
  return isAvailable(m, to.agent) ? "offer_transfer to an agent" : "offer_transfer to an agent who is away";
}
