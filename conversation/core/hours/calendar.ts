import { DAY } from "./local-time.ts";
import { type Hours, type Interval, WEEKDAYS } from "./schema.ts";

/** From `start`, and until before `end`. */
export type Span = { start: number; end: number };

/** Hours made ready for counting: days since 1970, and milliseconds since the day's midnight. */
export type Calendar = {
  /** By weekday, Sunday first. */
  week: readonly (readonly Span[])[];
  /** By day, in order. */
  holidays: ReadonlyMap<number, readonly Span[]>;
  /** What every day is that is no holiday, where they are all alike; null otherwise. */
  always: "open" | "closed" | null;
};

export function calendarOf({ week, holidays }: Hours): Calendar {
  const days = WEEKDAYS.map((name) => spansOf(week[name]));
  const dates = holidays.map(({ date, intervals }) => ({
    day: Date.parse(`${date}T00:00:00Z`) / DAY,
    spans: spansOf(intervals),
  }));
  dates.sort((one, other) => one.day - other.day);
  return {
    week: days,
    holidays: new Map(dates.map(({ day, spans }) => [day, spans])),
    always: days.every(isWhole) ? "open" : days.every((spans) => spans.length === 0) ? "closed" : null,
  };
}

/**
 * When it is open, in local times: in order, from that day on, without end where the week has hours. Those that
 * touch come apart, for only the instants tell which do.
 */
export function* openFrom({ week, holidays, always }: Calendar, from: number): Generator<Span> {
  for (let day = from; day < Number.POSITIVE_INFINITY; ) {
    const holiday = holidays.get(day);
    // Where only holidays differ, the way to the next one is a single step.
    const next = holiday || always === null ? day + 1 : nextOf(holidays, day);
    if (!holiday && always === "open") yield { start: day * DAY, end: next * DAY };
    else {
      const midnight = day * DAY;
      for (const { start, end } of holiday ?? week[weekdayOf(day)] ?? []) {
        yield { start: midnight + start, end: midnight + end };
      }
    }
    day = next;
  }
}

function nextOf(holidays: Calendar["holidays"], day: number): number {
  for (const holiday of holidays.keys()) if (holiday > day) return holiday;
  return Number.POSITIVE_INFINITY;
}

function weekdayOf(day: number): number {
  return new Date(day * DAY).getUTCDay();
}

function spansOf(intervals: readonly Interval[]): Span[] {
  const spans = intervals.map(({ opens, closes }) => ({ start: msOf(opens), end: msOf(closes) }));
  return [...joined(spans.sort((one, other) => one.start - other.start))];
}

/** `time` as `HH:MM`. */
function msOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
}

function isWhole(spans: readonly Span[]): boolean {
  return spans.length === 1 && spans[0]?.start === 0 && spans[0].end === DAY;
}

/** Spans in order, those that touch as one, and without the empty. */
export function* joined(spans: Iterable<Span>): Generator<Span> {
  let open: Span | null = null;
  for (const span of spans) {
    if (span.start >= span.end) continue;
    if (open === null) open = span;
    else if (span.start <= open.end) open = { start: open.start, end: span.end };
    else {
      yield open;
      open = span;
    }
  }
  if (open !== null) yield open;
}
