/** Dates, times and numbers, as the locale writes them and in the visitor's own time zone. */

// Making a formatter costs far more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

const TIME = { hour: "numeric", minute: "2-digit" } as const;
const WEEKDAY = { weekday: "long", ...TIME } as const;

/** "2:03 PM" */
export function formatTime(locale: string, at: string): string {
  return formatter(locale, TIME).format(new Date(at));
}

/** "Today", "Yesterday", "Monday, November 2". `now` in milliseconds since 1970. */
export function formatDay(locale: string, at: string, now: number): string {
  const days = daysFrom(now, at);
  if (Math.abs(days) <= 1) {
    const word = dayWord(locale, days);
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  return formatter(locale, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));
}

/** When people are back: "today 5:00 PM", "Monday 9:00 AM", "Mon, Nov 16, 9:00 AM". `now` as above. */
export function formatWhen(locale: string, at: string, now: number): string {
  const days = daysFrom(now, at);
  const date = new Date(at);
  if (days === 0 || days === 1) {
    // Where a weekday would stand, in the order and with the punctuation of the locale.
    const parts = formatter(locale, WEEKDAY).formatToParts(date);
    return parts.map(({ type, value }) => (type === "weekday" ? dayWord(locale, days) : value)).join("");
  }
  if (days > 1 && days < 7) return formatter(locale, WEEKDAY).format(date);
  return formatter(locale, { weekday: "short", day: "numeric", month: "short", ...TIME }).format(date);
}

/** "today", "tomorrow", "yesterday" */
function dayWord(locale: string, days: number): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
}

export function formatNumber(locale: string, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Whole days on the calendar from `now` to `at`. */
function daysFrom(now: number, at: string): number {
  const midnight = (time: number | string) => new Date(time).setHours(0, 0, 0, 0);
  // Rounded, for a day on which the clocks change has 23 or 25 hours.
  return Math.round((midnight(at) - midnight(now)) / 86_400_000);
}

/** Whether two times fall on the same day for the visitor. */
export function sameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
