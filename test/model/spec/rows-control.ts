import * as escalations from "./escalations.ts";
import { dueAtNow } from "./held.ts";
import { closingTime, DEFER_MS, isOpenAt, RECENT_MS } from "./hours.ts";
import { aiWorks, type Model } from "./model.ts";
import { type AgentId, type PersonsStep, TEAMS } from "./steps.ts";
import type { RowName } from "./table.ts";

/** Which row a step of control over the AI is; permission has been asked. */
export type ControlStep = Extract<
  PersonsStep,
  {
    do:
      | ("send_now" | "edit_and_send" | "cancel_reply")
      | ("escalate" | "resolve_escalation" | "complete_task");
  }
>;

export function rowOfControl(m: Model, step: ControlStep, by: AgentId): RowName {
  switch (step.do) {
    case "send_now":
    case "edit_and_send":
    case "cancel_reply":
      return m.held && step.reply === "current"
        ? `${step.do}, the reply that is held`
        : `${step.do}, another or none`;
    case "escalate":
      if (!(step.team in TEAMS)) return "escalate, no team of the workspace";
      if (escalations.hasOpen(m, step.team)) return "escalate, open already";
      return escalations.isHeldBack(m, step) ? "escalate, held back by a cooldown" : "escalate";
    case "resolve_escalation":
      return rowOfResolve(m, step, by);
    case "complete_task": {
      const open = escalations.openOf(m, step.of, by);
      if (!open) return "complete_task, none open";
      if (!escalations.mayResolve(by, open.team)) return "complete_task by another team";
      return step.outcome === "no_answer" ? "complete_task, nobody reached" : "complete_task";
    }
  }
}

function rowOfResolve(
  m: Model,
  step: Extract<ControlStep, { do: "resolve_escalation" }>,
  by: AgentId,
): RowName {
  const open = escalations.openOf(m, step.of, by);
  if (!open) return "resolve_escalation, none open";
  if (!escalations.mayResolve(by, open.team)) return "resolve_escalation by another team";
  // E2: where the count is not shown nobody can say it.
  if (step.count === "none" && !m.terms.hipaa) return "resolve_escalation, without a count";
  if (step.count === "old") return "resolve_escalation, raised again since";
  if (step.reason === "other" && !step.noted) return "resolve_escalation, other without a note";
  if (step.reason !== "handled") return "resolve_escalation, other reasons";
  return aiWorks(m) ? "resolve_escalation, handled" : "resolve_escalation, handled, AI off or failing";
}

export const rowOfFinish = (m: Model): RowName =>
  m.column === "A" && dueAtNow(m) !== null ? "finish_ai_reply, to be held" : "finish_ai_reply, current fence";

/** B2: nothing is taken from people who are there. B4: put off once, for an owner who wrote a moment ago. */
export function rowOfClosing(m: Model): RowName {
  if (isOpenAt(m, m.now)) return "closing time, people are there again";
  const closing = closingTime(m) ?? m.now;
  const isBusy = m.ownerWroteAt !== null && m.ownerWroteAt > closing - RECENT_MS;
  const isLate = closing + DEFER_MS <= m.now;
  if (m.terms.hours === "put off" && isBusy && m.deferredUntil === null && !isLate) {
    return "closing time, put off";
  }
  return aiWorks(m) ? "closing time" : "closing time, AI off or failing";
}
