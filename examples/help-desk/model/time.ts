import { words } from "../words.ts";

/** Times as people read them, in the browser's own locale and zone. */

/** The console's clock is about this exact. */
const SOON = 10_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function clockTime(iso: string): string {
  return clock.format(new Date(iso));
}

/** For tooltips: day and time. */
export function fullTime(iso: string): string {
  return whole.format(new Date(iso));
}

/** The time today, the weekday this week, else the date. */
export function shortTime(iso: string, now: number): string {
  const then = new Date(iso);
  if (sameDay(then, new Date(now))) return clock.format(then);
  return now - then.getTime() < 6 * DAY ? weekday.format(then) : date.format(then);
}

/** The name of a day in the timeline. */
export function dayName(iso: string, now: number): string {
  const then = new Date(iso);
  if (sameDay(then, new Date(now))) return words.today;
  return sameDay(then, new Date(now - DAY)) ? words.yesterday : longDate.format(then);
}

/** How long ago, in the one or two largest units: "40 s", "4 min", "1 h 5 min", "2 d". */
export function elapsed(iso: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < SOON) return words.now;
  if (ms < MINUTE) return words.seconds(Math.floor(ms / 1_000));
  if (ms < HOUR) return words.minutes(Math.floor(ms / MINUTE));
  if (ms >= DAY) return words.days(Math.floor(ms / DAY));
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const hours = words.hours(Math.floor(ms / HOUR));
  return minutes === 0 ? hours : `${hours} ${words.minutes(minutes)}`;
}

export function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
