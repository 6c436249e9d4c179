import { locale } from "../i18n.ts";
import { words } from "../words.ts";
import { zonedTime } from "./zoned-time.ts";

/** Times as people read them, in the console's language, the browser's region and its zone. */

/** The console's clock is about this exact. */
const SOON = 10_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = format({ timeStyle: "short" });
const weekday = format({ weekday: "short" });
const date = format({ day: "numeric", month: "short" });
const longDate = format({ weekday: "long", day: "numeric", month: "long" });
const whole = format({ dateStyle: "medium", timeStyle: "short" });

/** One formatter for each language it is asked in: making one costs far more than using it. */
function format(options: Intl.DateTimeFormatOptions): (time: Date) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (time) => {
    const tag = regional(locale());
    const formatter = made.get(tag) ?? new Intl.DateTimeFormat(tag, options);
    made.set(tag, formatter);
    return formatter.format(time);
  };
}

/** `en` reads times as `en-GB` where the browser does; digits are those of the words beside them. */
function regional(tag: string): string {
  const own = navigator.languages.find((language) => language.replace(/-.*/u, "") === tag);
  return new Intl.Locale(own ?? tag, { numberingSystem: "latn" }).toString();
}

export function clockTime(iso: string): string {
  return clock(new Date(iso));
}

/** As it is in the workspace's zone, which stands beside it; null is the agent's own, without a name. */
export function workspaceTime(iso: string, timeZone: string | null): string {
  return timeZone === null ? clockTime(iso) : zonedTime(regional(locale()), timeZone, Date.parse(iso));
}

/** For tooltips: day and time. */
export function fullTime(iso: string): string {
  return whole(new Date(iso));
}

/** The time today, the weekday this week, else the date. */
export function shortTime(iso: string, now: number): string {
  const then = new Date(iso);
  if (sameDay(then, new Date(now))) return clock(then);
  return now - then.getTime() < 6 * DAY ? weekday(then) : date(then);
}

/** The name of a day in the timeline. */
export function dayName(iso: string, now: number): string {
  const then = new Date(iso);
  if (sameDay(then, new Date(now))) return words.today;
  return sameDay(then, new Date(now - DAY)) ? words.yesterday : longDate(then);
}

/** How long ago, in the one or two largest units: "now", "40 s", "4 min", "1 h 5 min", "2 d". */
export function elapsed(iso: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(iso));
  return ms < SOON ? words.now : lasting(ms);
}

/** How long something lasted, in milliseconds, in the same units. */
export function lasting(ms: number): string {
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
