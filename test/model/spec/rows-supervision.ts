import { knowsOfMonitoring } from "./audiences.ts";
import type { Model } from "./model.ts";
import { consults, hasPart, isAvailable, leaseLives, monitors, owesWrapUp } from "./people.ts";
import type { AgentId, PersonsStep, Which } from "./steps.ts";
import type { RowName } from "./table.ts";

/** Which row a supervisor's step is, or one of somebody who owes a wrap-up; permission has been asked. */
export type SupervisionStep = Extract<
  PersonsStep,
  {
    do:
      | ("monitor" | "stop_monitor" | "prepare_take_over" | "confirm_take_over" | "join")
      | ("leave_consult" | "complete_wrap_up");
  }
>;

export function rowOfSupervision(m: Model, step: SupervisionStep, by: AgentId): RowName {
  switch (step.do) {
    case "monitor":
      return rowOfMonitor(m, by);
    case "stop_monitor":
      if (!monitors(m, by)) return "stop_monitor, not monitoring";
      return step.lease === "current" ? "stop_monitor" : "stop_monitor, another lease";
    case "prepare_take_over":
      if (!monitors(m, by)) return "prepare_take_over, not monitoring";
      return isFrom(m, step.lease) ? "prepare_take_over" : "prepare_take_over, another or expired lease";
    case "confirm_take_over":
      return rowOfConfirm(m, step.with, by);
    case "join":
      if (!monitors(m, by)) return "join, not monitoring";
      return isFrom(m, step.lease) ? "join" : "join, another or expired lease";
    case "leave_consult":
      return consults(m, by) ? "leave_consult by a consultant" : "leave_consult by another";
    case "complete_wrap_up":
      if (!owesWrapUp(m, by)) return "complete_wrap_up by another";
      return m.wrapUps.length === 1
        ? "complete_wrap_up by the last who owes it"
        : "complete_wrap_up by one of several";
  }
}

function rowOfMonitor(m: Model, by: AgentId): RowName {
  if (m.owner === by) return "monitor by the owner";
  if (hasPart(m, by)) return "monitor by who consults or wraps up";
  if (leaseLives(m)) {
    if (monitors(m, by)) return "monitor, again by who holds the lease";
    return knowsOfMonitoring(m, by)
      ? "monitor, held by another"
      : "monitor, held by another, by who had a part";
  }
  if (!m.workspace) return "monitor, presence unknown";
  if (!isAvailable(m, by)) return "monitor by somebody away";
  return m.monitor ? "monitor, an expired lease" : "monitor";
}

function rowOfConfirm(m: Model, which: "own" | "another's" | "none", by: AgentId): RowName {
  if (!monitors(m, by)) return "confirm_take_over, not monitoring";
  if (!leaseLives(m)) return "confirm_take_over, expired lease";
  const prepared = which === "own" ? m.prepared[by] : undefined;
  if (!prepared) return "confirm_take_over, nothing of one's own";
  if (prepared.lease !== m.monitor?.n) return "confirm_take_over, from an earlier lease";
  if (m.owner && prepared.until <= m.now) return "confirm_take_over, a minute late";
  return prepared.epoch === m.epoch ? "confirm_take_over" : "confirm_take_over, stale epoch";
}

/** T1: from the lease that stands, while it lasts. */
const isFrom = (m: Model, lease: Which) => lease === "current" && leaseLives(m);

export function rowOfRenewal(m: Model, { by, lease }: { by: string; lease: Which }): RowName {
  return m.monitor?.by === by && isFrom(m, lease) ? "renew_monitor, live lease" : "renew_monitor, else";
}
