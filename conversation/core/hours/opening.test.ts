import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { isOpen, nextClosing, nextOpening } from "./opening.ts";
import { type Hours, HoursSchema, WEEKDAYS } from "./schema.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (utc: string) => Date.parse(`${utc}Z`);
const from = (opens: string, closes: string) => ({ opens, closes });
const hoursOf = (input: v.InferInput<typeof HoursSchema>): Hours => v.parse(HoursSchema, input);

const OFFICE = [from("09:00", "12:00"), from("13:00", "17:00")];
const WORKDAYS = { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE };
const WHOLE = [from("00:00", "24:00")];
const everyDay = (intervals: typeof WHOLE) => Object.fromEntries(WEEKDAYS.map((name) => [name, intervals]));

/** The next `count` times that it opens and closes after an instant, as pairs in UTC. */
function stretches(hours: Hours, after: string, count: number): string[] {
  const list: string[] = [];
  let time = at(after);
  while (list.length < count) {
    const opens = nextOpening(hours, time);
    const closes = opens === null ? null : nextClosing(hours, opens);
    if (opens === null || closes === null) return list;
    expect([isOpen(hours, opens - 1), isOpen(hours, opens)]).toEqual([false, true]);
    expect([isOpen(hours, closes - 1), isOpen(hours, closes)]).toEqual([true, false]);
    list.push(`${utc(opens)} ${utc(closes)}`);
    time = closes;
  }
  return list;
}

const utc = (time: number) => new Date(time).toISOString().slice(0, 16);

describe("business hours", () => {
  const newYork = hoursOf({ timeZone: "America/New_York", week: WORKDAYS });

  test("[B1] several intervals a day, and the weekend between", () => {
    // A Friday and the Monday after.
    expect(stretches(newYork, "2026-11-20T00:00", 4)).toEqual([
      "2026-11-20T14:00 2026-11-20T17:00",
      "2026-11-20T18:00 2026-11-20T22:00",
      "2026-11-23T14:00 2026-11-23T17:00",
      "2026-11-23T18:00 2026-11-23T22:00",
    ]);
  });

  test("[B1] the instant of opening is open, that of closing is closed and looks further", () => {
    const [opens, closes] = [at("2026-11-20T18:00"), at("2026-11-20T22:00")];
    expect([opens - 1, opens, closes - 1, closes].map((time) => isOpen(newYork, time))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(nextClosing(newYork, closes - 1)).toBe(closes);
    expect(nextClosing(newYork, closes)).toBe(at("2026-11-23T17:00"));
    expect(nextOpening(newYork, opens - 1)).toBe(opens);
    expect(nextOpening(newYork, opens)).toBe(at("2026-11-23T14:00"));
  });

  test("[B7] outside hours the next closing is that of the next hours", () => {
    expect(nextClosing(newYork, at("2026-11-21T12:00"))).toBe(at("2026-11-23T17:00"));
  });

  test("[B1] a holiday is closed, or has hours of its own, also on a day that has none", () => {
    const hours = hoursOf({
      timeZone: "America/New_York",
      week: WORKDAYS,
      holidays: [
        // Thursday to Saturday, not in order.
        { date: "2026-11-28", intervals: [from("10:00", "11:00")] },
        { date: "2026-11-26" },
        { date: "2026-11-27", intervals: [from("09:00", "12:30")] },
      ],
    });
    expect(stretches(hours, "2026-11-25T19:00", 4)).toEqual([
      "2026-11-27T14:00 2026-11-27T17:30",
      "2026-11-28T15:00 2026-11-28T16:00",
      "2026-11-30T14:00 2026-11-30T17:00",
      "2026-11-30T18:00 2026-11-30T22:00",
    ]);
  });

  test("[B1] hours that touch are one, at noon and over midnight", () => {
    const hours = hoursOf({
      timeZone: "Europe/Berlin",
      week: {
        friday: [from("22:00", "24:00"), from("14:00", "18:00"), from("12:00", "14:00")],
        saturday: [from("00:00", "02:00")],
      },
    });
    expect(stretches(hours, "2026-11-19T00:00", 2)).toEqual([
      "2026-11-20T11:00 2026-11-20T17:00",
      "2026-11-20T21:00 2026-11-21T01:00",
    ]);
  });

  test("[B1] a holiday cuts off what would have gone on past its midnight", () => {
    const hours = hoursOf({
      timeZone: "Europe/Berlin",
      week: { thursday: [from("22:00", "24:00")], friday: [from("00:00", "02:00")] },
      holidays: [{ date: "2026-12-25" }],
    });
    expect(stretches(hours, "2026-12-24T00:00", 1)).toEqual(["2026-12-24T21:00 2026-12-24T23:00"]);
  });

  test("[B1] the day is that of the workspace, not of UTC", () => {
    const week = { monday: [from("00:00", "01:00")] };
    const first = (timeZone: string) => stretches(hoursOf({ timeZone, week }), "2026-11-21T00:00", 1);
    expect(first("Pacific/Kiritimati")).toEqual(["2026-11-22T10:00 2026-11-22T11:00"]);
    expect(first("Pacific/Niue")).toEqual(["2026-11-23T11:00 2026-11-23T12:00"]);
    expect(first("Asia/Kathmandu")).toEqual(["2026-11-22T18:15 2026-11-22T19:15"]);
  });
});

describe("hours without an end", () => {
  const now = at("2026-11-21T12:00");

  test("[B1] without hours it is always open", () => {
    expect([isOpen(null, now), nextClosing(null, now), nextOpening(null, now)]).toEqual([true, null, null]);
  });

  test("[B1] round the clock never closes, and never opens, over any change of the clocks", () => {
    const hours = hoursOf({ timeZone: "Europe/Berlin", week: everyDay(WHOLE) });
    for (const time of [now, at("2026-03-29T01:00"), at("2026-10-25T00:30"), at("2026-10-25T01:30")]) {
      expect(isOpen(hours, time)).toBe(true);
      expect([nextClosing(hours, time), nextOpening(hours, time)]).toEqual([null, null]);
    }
  });

  test.each([
    ["00:00", "12:00", "2026-11-22T00:00 2026-11-22T12:00"],
    ["12:00", "24:00", "2026-11-22T12:00 2026-11-23T00:00"],
  ])("[B1] every day from %s to %s is not round the clock", (opens, closes, second) => {
    const hours = hoursOf({ timeZone: "UTC", week: everyDay([from(opens, closes)]) });
    expect(stretches(hours, "2026-11-20T23:00", 2)[1]).toBe(second);
  });

  test("[B1] round the clock, but for the holidays, however far", () => {
    const holidays = [{ date: "2099-12-26" }, { date: "2026-12-25" }, { date: "2099-12-25" }];
    const hours = hoursOf({ timeZone: "Europe/Berlin", week: everyDay(WHOLE), holidays });
    expect(nextClosing(hours, now)).toBe(at("2026-12-24T23:00"));
    expect(nextOpening(hours, now)).toBe(at("2026-12-25T23:00"));
    expect(stretches(hours, "2026-11-21T12:00", 2)).toEqual(["2026-12-25T23:00 2099-12-24T23:00"]);
    expect(nextOpening(hours, at("2099-12-25T00:00"))).toBe(at("2099-12-26T23:00"));
    expect(nextClosing(hours, at("2100-01-01T00:00"))).toBeNull();
  });

  test("[B1] no hours at all never open", () => {
    const hours = hoursOf({ timeZone: "Europe/Berlin", holidays: [{ date: "2027-01-01" }] });
    expect([isOpen(hours, now), nextClosing(hours, now), nextOpening(hours, now)]).toEqual([
      ...[false, null, null],
    ]);
  });

  test("[B1] open on one day only, many years on, and never again", () => {
    const holidays = [{ date: "2071-06-01", intervals: [from("09:00", "10:00")] }];
    const hours = hoursOf({ timeZone: "UTC", holidays });
    expect(stretches(hours, "2026-11-21T12:00", 2)).toEqual(["2071-06-01T09:00 2071-06-01T10:00"]);
  });
});

describe("changes of the clocks", () => {
  test("[B3] an office day is as long as ever, and its hour in UTC moves", () => {
    const hours = hoursOf({ timeZone: "America/New_York", week: { friday: OFFICE, monday: OFFICE } });
    expect(nextClosing(hours, at("2026-03-06T18:00"))).toBe(at("2026-03-06T22:00"));
    expect(nextClosing(hours, at("2026-03-09T17:00"))).toBe(at("2026-03-09T21:00"));
    expect(nextClosing(hours, at("2026-11-02T18:00"))).toBe(at("2026-11-02T22:00"));
  });

  test.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["America/New_York", "2039-11-06", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
    ["Africa/Casablanca", "2025-02-23", 25],
    ["Africa/Casablanca", "2025-04-06", 23],
    ["America/St_Johns", "2026-11-01", 25],
    ["America/Havana", "2026-11-01", 24],
    ["Asia/Kathmandu", "2026-11-01", 24],
  ])("[B3] a whole day in %s, %s, has %d hours", (timeZone, date, length) => {
    const hours = hoursOf({ timeZone, holidays: [{ date, intervals: WHOLE }] });
    const opens = nextOpening(hours, Date.parse(date) - 2 * DAY) ?? Number.NaN;
    expect(((nextClosing(hours, opens) ?? Number.NaN) - opens) / HOUR).toBe(length);
  });

  test("[B3] closing in the hour that comes twice means the second, and never closes in between", () => {
    const hours = hoursOf({ timeZone: "America/New_York", week: { sunday: [from("00:00", "01:30")] } });
    expect(stretches(hours, "2026-11-01T00:00", 1)).toEqual(["2026-11-01T04:00 2026-11-01T06:30"]);
    for (let time = at("2026-11-01T04:00"); time < at("2026-11-01T06:30"); time += 5 * MINUTE) {
      expect([utc(time), isOpen(hours, time)]).toEqual([utc(time), true]);
    }
  });

  test("[B3] opening in the hour that comes twice means the second", () => {
    const hours = hoursOf({ timeZone: "Europe/Berlin", week: { sunday: [from("02:15", "02:45")] } });
    expect(stretches(hours, "2026-10-24T00:00", 1)).toEqual(["2026-10-25T01:15 2026-10-25T01:45"]);
  });

  test("[B3] what begins or ends in the skipped hour does so at the skip; what lies in it does not come", () => {
    const first = (opens: string, closes: string) =>
      stretches(
        hoursOf({ timeZone: "America/New_York", week: { sunday: [from(opens, closes)] } }),
        "2026-03-08T00:00",
        1,
      );
    expect(first("02:30", "04:00")).toEqual(["2026-03-08T07:00 2026-03-08T08:00"]);
    expect(first("01:00", "02:30")).toEqual(["2026-03-08T06:00 2026-03-08T07:00"]);
    expect(first("02:10", "02:50")).toEqual(["2026-03-15T06:10 2026-03-15T06:50"]);
  });

  test("[B3] hours on either side of the skipped one are one that day", () => {
    const sunday = [from("01:00", "02:00"), from("03:00", "05:00")];
    const hours = hoursOf({ timeZone: "America/New_York", week: { sunday } });
    expect(stretches(hours, "2026-03-08T00:00", 2)).toEqual([
      "2026-03-08T06:00 2026-03-08T09:00",
      "2026-03-15T05:00 2026-03-15T06:00",
    ]);
  });

  test("[B3] clocks that go back over midnight: a day ends at its second end", () => {
    // 2010-11-07 00:01 became 2010-11-06 23:01 again.
    const saturday = hoursOf({ timeZone: "America/St_Johns", week: { saturday: WHOLE } });
    expect(isOpen(saturday, at("2010-11-07T02:30:30"))).toBe(true);
    expect(nextClosing(saturday, at("2010-11-07T02:30:30"))).toBe(at("2010-11-07T03:30"));
    const sunday = hoursOf({ timeZone: "America/St_Johns", week: { sunday: WHOLE } });
    expect(isOpen(sunday, at("2010-11-07T02:30:30"))).toBe(false);
    expect(nextOpening(sunday, at("2010-11-07T02:30:30"))).toBe(at("2010-11-07T03:30"));
  });

  test("[B3] the Friday that Samoa skipped has no hours, and ends no night shift", () => {
    const hours = hoursOf({ timeZone: "Pacific/Apia", week: { ...WORKDAYS, saturday: OFFICE } });
    // Thursday afternoon in UTC-10, then Saturday in UTC+14.
    expect(stretches(hours, "2011-12-29T22:30", 2)).toEqual([
      "2011-12-29T23:00 2011-12-30T03:00",
      "2011-12-30T19:00 2011-12-30T22:00",
    ]);
    const nights = hoursOf({
      timeZone: "Pacific/Apia",
      week: { thursday: [from("20:00", "24:00")], saturday: [from("00:00", "04:00")] },
    });
    expect(stretches(nights, "2011-12-29T12:00", 1)).toEqual(["2011-12-30T06:00 2011-12-30T14:00"]);
  });
});
