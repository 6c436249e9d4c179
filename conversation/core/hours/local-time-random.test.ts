import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import { expect, test } from "vitest";
import { DAY, instantOf, offsetAt } from "./local-time.ts";
import { isOpen, nextClosing, nextOpening } from "./opening.ts";
import { type Hours, HoursSchema, WEEKDAYS } from "./schema.ts";

/** Local times, and business hours, held against Temporal's own arithmetic in every zone of the runtime, 2000 to 2040. */

const MINUTE = 60_000;
const [FIRST, LAST] = [Date.UTC(2000, 0, 1), Date.UTC(2041, 0, 1)];

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const minutes = fc.integer({ min: FIRST / MINUTE, max: LAST / MINUTE - 1 });
const near = fc.integer({ min: -120, max: 120 });

/** Near a change of the clocks, where there was one, or else anywhere. */
const instants = fc.tuple(zones, minutes, near).map(([timeZone, minute, offset]) => {
  const change = changeBefore(timeZone, minute * MINUTE);
  return { timeZone, at: (change?.epochMilliseconds ?? minute * MINUTE) + offset * MINUTE };
});

function check<T>(
  what: string,
  numRuns: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => void,
): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`${what}: seed ${seed}`);
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns });
}

/** Before 2000 some zones changed by odd seconds. */
function changeBefore(timeZone: string, at: number): Temporal.ZonedDateTime | null {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const change = zoned.getTimeZoneTransition("previous");
  return change && change.epochMilliseconds >= FIRST ? change : null;
}

/** The later of two, and for a time that is skipped the instant of the skip. */
function expected(timeZone: string, local: number): number {
  const time = Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, -1));
  const later = time.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (later.toPlainDateTime().equals(time)) return later.epochMilliseconds;
  const before = time.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  return before.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.NaN;
}

test("[B3] the offset at any instant is Temporal's", () => {
  check("offsets", 300, fc.tuple(zones, minutes), ([timeZone, minute]) => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(timeZone);
    expect(offsetAt(timeZone, minute * MINUTE)).toBe(zoned.offsetNanoseconds / 1e6);
  });
});

test("[B3] the instant of any local time is Temporal's", () => {
  check("local times", 300, fc.tuple(zones, minutes), ([timeZone, minute]) => {
    expect(instantOf(timeZone, minute * MINUTE)).toBe(expected(timeZone, minute * MINUTE));
  });
});

test("[B3] so is it within two hours of a change of the clocks", () => {
  check("changes", 300, fc.tuple(zones, minutes, near), ([timeZone, minute, offset]) => {
    const change = changeBefore(timeZone, minute * MINUTE);
    if (!change) return;
    const local = change.epochMilliseconds + change.offsetNanoseconds / 1e6 + offset * MINUTE;
    expect(instantOf(timeZone, local)).toBe(expected(timeZone, local));
  });
});

const timeOf = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Up to two intervals a day, to the minute, many of them at night. */
const intervals = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1_440 })), {
    maxLength: 4,
  })
  .map((cuts) => {
    const sorted = cuts.sort((one, other) => one - other).map(timeOf);
    return sorted.flatMap((opens, index) => {
      const closes = sorted[index + 1];
      return index % 2 === 0 && closes !== undefined ? [{ opens, closes }] : [];
    });
  });

const cases = fc.record({
  instant: instants,
  week: fc.record(Object.fromEntries(WEEKDAYS.map((name) => [name, intervals]))),
  holidays: fc.uniqueArray(fc.record({ day: fc.integer({ min: -2, max: 3 }), intervals }), {
    selector: ({ day }) => day,
    maxLength: 3,
  }),
});

/** Stretches without a gap, from days before `at` until well after any next opening and closing. */
function stretchesAround({ timeZone, week, holidays }: Hours, at: number): { start: number; end: number }[] {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const found: { start: number; end: number }[] = [];
  for (let days = -3; days <= 16; days += 1) {
    const date = today.add({ days });
    const holiday = holidays.find((one) => one.date === date.toString());
    const name = WEEKDAYS[date.dayOfWeek % 7] ?? "sunday";
    const midnight = Date.parse(`${date.toString()}T00:00:00Z`);
    const local = (time: string) =>
      midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;
    for (const { opens, closes } of holiday?.intervals ?? week[name]) {
      const [start, end] = [expected(timeZone, local(opens)), expected(timeZone, local(closes))];
      const last = found.at(-1);
      if (start >= end) continue;
      if (last && start <= last.end) last.end = end;
      else found.push({ start, end });
    }
  }
  return found;
}

test("[B1, B3] what is open, opens and closes is what Temporal makes of the week and its holidays", () => {
  check("hours", 120, cases, ({ instant: { timeZone, at }, week, ...rest }) => {
    const holidays = rest.holidays.map(({ day, intervals }) => {
      return { date: new Date(at + day * DAY).toISOString().slice(0, 10), intervals };
    });
    const hours = v.parse(HoursSchema, { timeZone, week, holidays });
    const stretches = stretchesAround(hours, at);
    expect(isOpen(hours, at)).toBe(stretches.some(({ start, end }) => start <= at && at < end));
    expect(nextOpening(hours, at)).toBe(stretches.find(({ start }) => start > at)?.start ?? null);
    expect(nextClosing(hours, at)).toBe(stretches.find(({ end }) => end > at)?.end ?? null);
  });
});
