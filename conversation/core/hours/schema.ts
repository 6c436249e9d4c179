import * as v from "valibot";
import { offsetAt } from "./local-time.ts";

/** A workspace's business hours, as its configuration writes them (B1). */

/** By `Date.prototype.getUTCDay`. */
export const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A list is an object too, and one without items would pass for one without keys. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.custom<object>((input) => typeof input === "object" && input !== null && !Array.isArray(input)),
    v.strictObject(entries),
  );

const TimeOfDay = v.pipe(
  v.string(),
  v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/u, "must be a time of day from 00:00 to 24:00"),
);

const IntervalSchema = v.pipe(
  object({ opens: TimeOfDay, closes: TimeOfDay }),
  v.forward(
    v.check(
      ({ opens, closes }) => opens < closes,
      "must be later than opens; hours past midnight end at 24:00 and go on at 00:00 of the next day",
    ),
    ["closes"],
  ),
);

/** Local times of day, `HH:MM`. Closed from the minute of `closes`, which may be `24:00`. */
export type Interval = v.InferOutput<typeof IntervalSchema>;

/** In any order. Those that touch are one; a day with none is closed. */
const IntervalsSchema = v.pipe(
  v.array(IntervalSchema),
  v.maxLength(48),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [key, value] of dataset.value.entries()) {
      const other = dataset.value.slice(0, key).find((one) => overlap(one, value));
      if (other === undefined) continue;
      const message = `overlaps ${other.opens}–${other.closes}`;
      addIssue({ message, path: [{ type: "array", origin: "value", input: dataset.value, key, value }] });
    }
  }),
);

const DateSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/u, "must be a date such as 2026-12-25"),
  v.check(isDate, "must be a date that exists"),
);

const HolidaysSchema = v.pipe(
  v.array(object({ date: DateSchema, intervals: v.optional(IntervalsSchema, []) })),
  v.maxLength(500),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const seen = new Set<string>();
    for (const [key, value] of dataset.value.entries()) {
      const { date } = value;
      if (seen.has(date)) {
        addIssue({
          message: "is listed twice",
          path: [
            { type: "array", origin: "value", input: dataset.value, key, value },
            { type: "object", origin: "value", input: value, key: "date", value: date },
          ],
        });
      }
      seen.add(date);
    }
  }),
);

const day = v.optional(IntervalsSchema, []);
const ms = (standard: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY)), standard);

/** Its output passes as its input, so that a configuration can be stored and read again. */
export const HoursSchema = object({
  timeZone: v.pipe(
    v.string(),
    v.check(isTimeZone, "must be an IANA time zone such as Europe/Berlin, or UTC"),
  ),
  /** A weekday that is left out is closed. */
  week: v.optional(
    object({
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: day,
      sunday: day,
    }),
    {},
  ),
  /** Each stands instead of its weekday; without intervals the day is closed. */
  holidays: v.optional(HolidaysSchema, []),
  /** How long before closing agents are told, in milliseconds (B2). */
  warnMs: ms(30 * MINUTE),
  /** How much later, once, for an agent who has just written, in milliseconds; 0 is never (B4). */
  deferMs: ms(0),
});

export type Hours = v.InferOutput<typeof HoursSchema>;

function overlap(one: Interval, other: Interval): boolean {
  return one.opens < other.closes && other.opens < one.closes;
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // What comes after the last of February is the first of March to some.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Abbreviations are refused: EST is no daylight saving, ever, which is hardly what was meant. */
function isTimeZone(name: string): boolean {
  if (name !== "UTC" && !/^[A-Za-z]\w*\/[\w+/-]+$/u.test(name)) return false;
  try {
    offsetAt(name, 0);
    return true;
  } catch {
    return false;
  }
}
