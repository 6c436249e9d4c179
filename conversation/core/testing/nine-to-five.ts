import type { Hours } from "../hours/schema.ts";
import { Specimen } from "./specimen.ts";

export const MINUTE = 60_000;
const weekday = [{ opens: "09:00", closes: "17:00" }];
/** Nine to five on weekdays, in Chicago. */
export const HOURS: Hours = {
  timeZone: "America/Chicago",
  week: {
    ...{ monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday },
    ...{ saturday: [], sunday: [] },
  },
  holidays: [],
  warnMs: 30 * MINUTE,
  deferMs: 0,
};
/** What never comes due in between. */
const NEVER = 1_000 * 24 * 60 * MINUTE;

/** A conversation at that local time of Friday, 20 November 2026 (CST, UTC−6). */
export function at(time: string, hours: Partial<Hours> = {}): Specimen {
  const it = new Specimen({ hours: { ...HOURS, ...hours } });
  const deadlines = { ...it.config.deadlines, joinMs: NEVER, queueMs: NEVER, unansweredMs: NEVER };
  it.config = { ...it.config, deadlines };
  it.now = friday(time);
  return it;
}

export const friday = (time: string) => Date.parse(`2026-11-20T${time}:00-06:00`);

/** Lets time pass until then. What comes due is carried out; what agents are told, and summaries, left aside. */
export function until(it: Specimen, time: number) {
  const aside = ["closing_announced", "summary_failed"];
  return it.wait(time - it.now).filter((events) => !aside.includes(String(events)));
}
