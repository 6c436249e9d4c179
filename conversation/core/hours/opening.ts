import { type Calendar, calendarOf, joined, openFrom, type Span } from "./calendar.ts";
import { DAY, instantOf, offsetAt } from "./local-time.ts";
import type { Hours } from "./schema.ts";

/**
 * When people are there (B1–B3). All times are instants in milliseconds since 1970; `null` hours are always open.
 * A RangeError means a time that is no date, or a time zone that this runtime does not know, which `HoursSchema`
 * lets nobody write.
 */

/** The instant of closing is already closed. */
export function isOpen(hours: Hours | null, at: number): boolean {
  return hours === null || outlook(hours, at).isOpen;
}

/** The first closing after `at`, of these hours or, outside them, of the next (B7); null when it never closes. */
export function nextClosing(hours: Hours | null, at: number): number | null {
  return hours && outlook(hours, at).nextClosing;
}

/** The first opening after `at`, also while it is open; null when it never opens again. */
export function nextOpening(hours: Hours | null, at: number): number | null {
  return hours && outlook(hours, at).nextOpening;
}

/** When people are back, as ISO; null while they are there, and where they never are (B6). */
export function backAt(hours: Hours | null, at: number): string | null {
  const opening = isOpen(hours, at) ? null : nextOpening(hours, at);
  return opening === null ? null : new Date(opening).toISOString();
}

/** What is so from `from` until before `until`, the next opening or closing. */
type Outlook = {
  from: number;
  until: number;
  isOpen: boolean;
  nextOpening: number | null;
  nextClosing: number | null;
};

/** Hours are asked with every decision, and the answer changes twice a day. Kept as long as the configuration is. */
type Memory = { calendar: Calendar; outlooks: Outlook[] };
const memories = new WeakMap<Hours, Memory>();
const OUTLOOKS_KEPT = 8;

function outlook(hours: Hours, at: number): Outlook {
  const memory = memoryOf(hours);
  const ready = memory.outlooks.find(({ from, until }) => from <= at && at < until);
  if (ready) return ready;
  const made = lookOut(hours.timeZone, memory.calendar, at);
  memory.outlooks = [made, ...memory.outlooks.slice(0, OUTLOOKS_KEPT - 1)];
  return made;
}

function memoryOf(hours: Hours): Memory {
  const memory = memories.get(hours) ?? { calendar: calendarOf(hours), outlooks: [] };
  memories.set(hours, memory);
  return memory;
}

function lookOut(timeZone: string, calendar: Calendar, at: number): Outlook {
  const today = Math.floor((at + offsetAt(timeZone, at)) / DAY);
  let closedSince = at;
  let current: Span | null = null;
  let next: Span | null = null;
  // From yesterday on: where clocks go back over midnight, yesterday's last hour comes again after today has begun.
  for (const span of joined(instants(timeZone, openFrom(calendar, today - 1)))) {
    if (span.end <= at) closedSince = span.end;
    else if (span.start <= at) current = span;
    else {
      next = span;
      break;
    }
  }
  return {
    from: current?.start ?? closedSince,
    until: current?.end ?? next?.start ?? NEVER,
    isOpen: current !== null,
    nextOpening: next?.start ?? null,
    nextClosing: finite((current ?? next)?.end ?? NEVER),
  };
}

const NEVER = Number.POSITIVE_INFINITY;

function finite(at: number): number | null {
  return at === NEVER ? null : at;
}

function* instants(timeZone: string, spans: Iterable<Span>): Generator<Span> {
  for (const { start, end } of spans) {
    yield { start: instantOf(timeZone, start), end: end === NEVER ? NEVER : instantOf(timeZone, end) };
  }
}
