import { CONTROL } from "./races/control.ts";
import type { Race } from "./races/race.ts";
import { ROUTING } from "./races/routing.ts";
import { SUPERVISION } from "./races/supervision.ts";
import { WRAP_UP } from "./races/wrap-up.ts";

export const RACES: readonly Race[] = [...CONTROL, ...SUPERVISION, ...ROUTING, ...WRAP_UP];
