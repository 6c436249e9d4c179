import type { Model } from "./model.ts";
import type { AgentId, Step } from "./steps.ts";
import type { RowName } from "./table.ts";

/** What an accepted step does beside moving control; `move` is where the table's cell takes effect. */
export type Effect = (m: Model, move: () => void, step: Step) => void;
export type Effects = Partial<Record<RowName, Effect>>;

export const byAgent = (step: Step): AgentId => {
  if ("by" in step && step.by !== "maria") return step.by;
  throw new Error(`${step.do} has no agent`);
};
