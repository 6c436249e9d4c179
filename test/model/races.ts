import { CLOSING } from "./races/closing.ts";
import { CONTROL } from "./races/control.ts";
import { ESCALATIONS } from "./races/escalations.ts";
import { HELD } from "./races/held.ts";
import type { Race } from "./races/race.ts";
import { ROUTING } from "./races/routing.ts";
import { SUPERVISION } from "./races/supervision.ts";
import { WRAP_UP } from "./races/wrap-up.ts";

export const RACES: readonly Race[] = [
  ...[...CONTROL, ...SUPERVISION, ...ROUTING, ...WRAP_UP],
  ...[...HELD, ...CLOSING, ...ESCALATIONS],
];
