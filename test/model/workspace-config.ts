import { DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Hours } from "../../conversation/core/hours/schema.ts";
import { MOST_PER_HOUR } from "./spec/budget.ts";
import { COOLDOWN_MS, GUARDRAIL_TEAM, SLA_MS, SLA_TEAM } from "./spec/escalations.ts";
import { HOLD_MS } from "./spec/held.ts";
import { DEFER_MS, WARN_MS } from "./spec/hours.ts";
import { type Step, TEAMS } from "./spec/steps.ts";

/** The model's workspace, as the code is configured. */

const NO_BUDGETS = { ...DEFAULT_CONFIG.budgets, conversationPerHour: null, conversationPerDay: null };
const NO_SLA = DEFAULT_CONFIG.sla;
const nameOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);

export const START_CONFIG: WorkspaceConfig = {
  ...DEFAULT_CONFIG,
  cadence: { on: false, minMs: HOLD_MS, maxMs: HOLD_MS },
  cooldownMs: COOLDOWN_MS,
  guardrails: { teamId: GUARDRAIL_TEAM },
  // Long histories are to go on, but where they are about budgets.
  budgets: NO_BUDGETS,
  teams: Object.keys(TEAMS).map((id) => ({ id, name: nameOf(id) })),
};

const OPEN = Array.from({ length: 24 }, (_, hour) => {
  const two = String(hour).padStart(2, "0");
  return { opens: `${two}:00`, closes: `${two}:40` };
});
const hours = (deferMs: number): Hours => ({
  timeZone: "UTC",
  week: {
    ...{ monday: OPEN, tuesday: OPEN, wednesday: OPEN, thursday: OPEN },
    ...{ friday: OPEN, saturday: OPEN, sunday: OPEN },
  },
  ...{ holidays: [], warnMs: WARN_MS, deferMs },
});
const HOURS = { none: null, kept: hours(0), "put off": hours(DEFER_MS) } as const;

const RULES: WorkspaceConfig["escalationRules"] = [
  { teamId: "billing", reason: "a refund", when: { words: ["refund"] } },
  { teamId: "sales", reason: "unhappy", when: { sentimentBelow: -0.5 } },
  { teamId: "billing", reason: "asked for", when: { asksForPerson: true } },
];

const SLA: WorkspaceConfig["sla"] = {
  ...{ teamId: SLA_TEAM, firstResponseMs: SLA_MS.first },
  ...{ nextResponseMs: SLA_MS.next, queueMs: SLA_MS.queue },
};

const BUDGETS = {
  none: NO_BUDGETS,
  conversation: { ...NO_BUDGETS, conversationPerHour: MOST_PER_HOUR },
  workspace: { ...NO_BUDGETS, workspacePerDay: 0 },
} as const;

export type Change = Omit<Extract<Step, { do: "configure" }>, "do">;

/** The workspace's configuration, changed so. */
export function configured(before: WorkspaceConfig, change: Change): WorkspaceConfig {
  const { aiOn, wrapUp, cadence, rules, sla, budget, hipaa } = change;
  return {
    ...before,
    ...(aiOn === undefined ? {} : { ai: { on: aiOn } }),
    ...(wrapUp === undefined ? {} : { wrapUpMs: wrapUp ? DEFAULT_CONFIG.wrapUpMs : 0 }),
    ...(cadence === undefined ? {} : { cadence: { ...before.cadence, on: cadence } }),
    ...(change.hours === undefined ? {} : { hours: HOURS[change.hours] }),
    ...(rules === undefined ? {} : { escalationRules: rules ? RULES : [] }),
    ...(sla === undefined ? {} : { sla: sla ? SLA : NO_SLA }),
    ...(budget === undefined ? {} : { budgets: BUDGETS[budget] }),
    ...(hipaa === undefined ? {} : { hipaa }),
  };
}
