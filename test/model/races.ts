import { CONTROL } from "./races/control.ts";
import type { Race } from "./races/race.ts";
import { ROUTING } from "./races/routing.ts";
import { SUPERVISION } from "./races/supervision.ts";
import { WRAP_UP } from "./races/wrap-up.ts";

export const RACES: readonly Race[] = [...CONTROL, ...SUPERVISION, ...ROUTING, ...WRAP_UP];

/** Named in the design, and for what comes with later works. */
export const RACES_NOT_YET: readonly { name: string; with: string }[] = [
  { name: "takeover × Send now", with: "control over the AI" },
  { name: "force_end × hold timer", with: "control over the AI" },
  { name: "auto-release × resolve escalation", with: "escalation" },
  { name: "timer retry × held reply already sent", with: "control over the AI" },
];
