import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { isOpen, nextClosing, nextOpening } from "./opening.ts";
import { type Hours, HoursSchema, WEEKDAYS } from "./schema.ts";

/**
 * Hours held against a clock on the wall: it is read every quarter of an hour, over days around a change of the
 * clocks, and every opening and closing is looked up on it. Nothing is calculated with offsets.
 */

const QUARTER = 15 * 60_000;
const DAY = 96 * QUARTER;

/** Where clocks change at odd times, by odd steps, over midnight, to another day, or never. */
const ZONES = [
  ...["America/New_York", "America/Havana", "America/Sao_Paulo", "America/Caracas", "America/St_Johns"],
  ...[
    "Europe/Berlin",
    "Europe/London",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
  ],
  ...["Asia/Tehran", "Asia/Kathmandu", "Asia/Pyongyang", "Australia/Lord_Howe", "Pacific/Apia", "UTC"],
  ...["Pacific/Chatham", "Antarctica/Troll", "America/Asuncion"],
];

/** Reads the zone's clock, as the milliseconds of the same time in UTC. */
function wallClock(timeZone: string): (at: number) => number {
  const fields = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  // Swedish dates are written as ISO has them.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, ...fields, ...time });
  return (at) => Date.parse(`${format.format(at).replace(" ", "T")}Z`);
}

/** A change of the clocks in that year, or simply its middle. */
function changeIn(timeZone: string, year: number, which: number): number {
  const clock = wallClock(timeZone);
  const ahead = (at: number) => clock(at) - at;
  const changes: number[] = [];
  for (let week = Date.UTC(year, 0, 1); week < Date.UTC(year + 1, 0, 1); week += 7 * DAY) {
    if (ahead(week) === ahead(week + 7 * DAY)) continue;
    let day = week;
    while (ahead(day) === ahead(day + DAY)) day += DAY;
    changes.push(day);
  }
  return changes[which % changes.length] ?? Date.UTC(year, 6, 1);
}

const timeOf = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;

/** Up to three intervals a day, many of them at night, when clocks change. */
const intervals = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 96 })), { maxLength: 6 })
  .map((cuts) => {
    const sorted = cuts.sort((one, other) => one - other).map(timeOf);
    return sorted.flatMap((opens, index) => {
      const closes = sorted[index + 1];
      return index % 2 === 0 && closes !== undefined ? [{ opens, closes }] : [];
    });
  });

const cases = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  year: fc.integer({ min: 2000, max: 2040 }),
  which: fc.nat(3),
  week: fc.record(Object.fromEntries(WEEKDAYS.map((name) => [name, intervals]))),
  holidays: fc.uniqueArray(fc.record({ day: fc.integer({ min: -3, max: 3 }), intervals }), {
    selector: ({ day }) => day,
    maxLength: 3,
  }),
});

test("[B1, B3] what is open, opens and closes is what a clock on the wall says", () => {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`hours against the clock: seed ${seed}`);
  const property = fc.property(cases, ({ timeZone, which, week, ...rest }) => {
    // Until 2011 Newfoundland's clocks changed at one minute past midnight, which no quarter shows.
    const year = timeZone === "America/St_Johns" ? Math.max(rest.year, 2012) : rest.year;
    const middle = changeIn(timeZone, year, which);
    const holidays = rest.holidays.map(({ day, intervals }) => {
      return { date: new Date(middle + day * DAY).toISOString().slice(0, 10), intervals };
    });
    const hours = v.parse(HoursSchema, { timeZone, week, holidays });
    const isOpenAt = readFromTheWall(hours, middle);

    const wrong: unknown[] = [];
    let [opening, closing] = [Number.NaN, Number.NaN];
    // Backwards, for the next opening and closing are those that were seen last.
    for (let at = middle + 2 * DAY; at >= middle - 2 * DAY; at -= QUARTER) {
      const now = isOpenAt(at);
      const said = [isOpen(hours, at), nextOpening(hours, at), nextClosing(hours, at)];
      const seen = [
        now,
        Number.isNaN(opening) ? said[1] : opening,
        Number.isNaN(closing) ? said[2] : closing,
      ];
      if (said.some((one, index) => one !== seen[index])) wrong.push({ at: new Date(at), said, seen });
      const before = isOpenAt(at - QUARTER);
      if (now && !before) opening = at;
      if (!now && before) closing = at;
    }
    expect(wrong).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: 100 });
});

/** Whether it is open at a quarter of an hour within days of `middle`. */
function readFromTheWall({ timeZone, week, holidays }: Hours, middle: number): (at: number) => boolean {
  const clock = wallClock(timeZone);
  const quarters: { at: number; shown: number }[] = [];
  for (let at = middle - 4 * DAY; at <= middle + 4 * DAY; at += QUARTER) {
    quarters.push({ at, shown: clock(at) });
  }
  /** The last time that the clock shows it, or where it never does, the first after it would have. */
  const passed = new Map<number, number>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const { at, shown } of quarters) {
    for (let skipped = Math.max(highest + QUARTER, shown - 2 * DAY); skipped < shown; skipped += QUARTER) {
      passed.set(skipped, at);
    }
    passed.set(shown, at);
    highest = Math.max(highest, shown);
  }
  const open = new Set<number>();
  const today = Math.floor(middle / DAY);
  for (let day = today - 3; day <= today + 3; day += 1) {
    const date = new Date(day * DAY);
    const holiday = holidays.find((one) => one.date === date.toISOString().slice(0, 10));
    const weekday = WEEKDAYS[date.getUTCDay()] ?? "sunday";
    for (const { opens, closes } of holiday?.intervals ?? week[weekday]) {
      const [from, until] = [opens, closes].map((time) => passed.get(day * DAY + msOf(time)) ?? Number.NaN);
      for (let at = from ?? Number.NaN; at < (until ?? Number.NaN); at += QUARTER) open.add(at);
    }
  }
  return (at) => open.has(at);
}

function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 4 + minutes / 15) * QUARTER;
}

test("[B1] the answer does not depend on what was asked before", () => {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`hours in any order: seed ${seed}`);
  const times = fc.array(fc.integer({ min: 0, max: 40 * 96 }), { minLength: 2, maxLength: 20 });
  const property = fc.property(cases, times, ({ timeZone, year, which, week }, quarters) => {
    const hours = v.parse(HoursSchema, { timeZone, week });
    const start = changeIn(timeZone, year, which) - 5 * DAY;
    for (const at of quarters.map((quarter) => start + quarter * QUARTER)) {
      const ask = (one: Hours) => [at, isOpen(one, at), nextOpening(one, at), nextClosing(one, at)];
      expect(ask(hours)).toEqual(ask(structuredClone(hours)));
    }
  });
  fc.assert(property, { seed, numRuns: 40 });
});
