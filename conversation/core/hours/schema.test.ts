import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { HoursSchema } from "./schema.ts";

const NINE_TO_FIVE = [{ opens: "09:00", closes: "17:00" }];
const BERLIN = { timeZone: "Europe/Berlin" };

/** The first field that is wrong, and what is wrong with it: what a configuration is refused with. */
function complaints(input: unknown): string[] {
  const { issues = [] } = v.safeParse(HoursSchema, input, { abortEarly: true });
  return issues.map((issue) => `${v.getDotPath(issue) ?? ""} ${issue.message}`);
}

describe("business hours as they are configured", () => {
  test("[B1] what is left out is closed, warned of half an hour ahead and never deferred", () => {
    expect(v.parse(HoursSchema, { ...BERLIN, week: { monday: NINE_TO_FIVE } })).toEqual({
      timeZone: "Europe/Berlin",
      week: {
        monday: NINE_TO_FIVE,
        ...{ tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
      },
      holidays: [],
      warnMs: 1_800_000,
      deferMs: 0,
    });
  });

  test("[B1] what was read can be stored and read again", () => {
    const holidays = [
      { date: "2026-12-24", intervals: [{ opens: "08:00", closes: "12:00" }] },
      { date: "2028-02-29" },
    ];
    const hours = v.parse(HoursSchema, { ...BERLIN, week: { friday: NINE_TO_FIVE }, holidays });
    expect(v.parse(HoursSchema, JSON.parse(JSON.stringify(hours)))).toEqual(hours);
  });

  test("[B1] a day may have several intervals, in any order, that touch, up to midnight", () => {
    const monday = [
      { opens: "13:00", closes: "24:00" },
      { opens: "00:00", closes: "02:00" },
      { opens: "12:00", closes: "13:00" },
    ];
    expect(complaints({ ...BERLIN, week: { monday } })).toEqual([]);
  });

  test.each([
    ["UTC", true],
    ["America/Argentina/Buenos_Aires", true],
    ["Etc/GMT+5", true],
    ["Mars/Olympus_Mons", false],
    ["Europe/", false],
    ["EST", false],
    ["+02:00", false],
    ["", false],
  ])("[B1] the time zone %j: %j", (timeZone, isKnown) => {
    const wrong = "timeZone must be an IANA time zone such as Europe/Berlin, or UTC";
    expect(complaints({ timeZone })).toEqual(isKnown ? [] : [wrong]);
  });

  test.each([
    ["9:00", "17:00", "opens must be a time of day from 00:00 to 24:00"],
    ["09:00", "17:60", "closes must be a time of day from 00:00 to 24:00"],
    ["09:00", "24:01", "closes must be a time of day from 00:00 to 24:00"],
    ["09:00:00", "10:00", "opens must be a time of day from 00:00 to 24:00"],
    ["24:00", "24:00", "closes must be later than opens"],
    ["17:00", "17:00", "closes must be later than opens"],
    ["22:00", "02:00", "closes must be later than opens; hours past midnight end at 24:00"],
  ])("[B1] from %s to %s is refused", (opens, closes, what) => {
    const interval = { opens, closes };
    const tuesday = [...NINE_TO_FIVE, interval];
    expect(complaints({ ...BERLIN, week: { tuesday } })[0]).toContain(`week.tuesday.1.${what}`);
    const holidays = [{ date: "2026-12-24", intervals: [interval] }];
    expect(complaints({ ...BERLIN, holidays })[0]).toContain(`holidays.0.intervals.0.${what}`);
  });

  test("[B1] intervals that overlap, or come twice, are refused by their place", () => {
    const friday = [
      ...NINE_TO_FIVE,
      { opens: "18:00", closes: "19:00" },
      { opens: "16:59", closes: "18:01" },
    ];
    expect(complaints({ ...BERLIN, week: { friday } })).toEqual(["week.friday.2 overlaps 09:00–17:00"]);
    const holidays = [{ date: "2026-12-24", intervals: [...NINE_TO_FIVE, ...NINE_TO_FIVE] }];
    expect(complaints({ ...BERLIN, holidays })).toEqual(["holidays.0.intervals.1 overlaps 09:00–17:00"]);
  });

  test.each([
    ["2026-02-29", "must be a date that exists"],
    ["2026-04-31", "must be a date that exists"],
    ["2026-13-01", "must be a date that exists"],
    ["2026-1-1", "must be a date such as 2026-12-25"],
    ["25.12.2026", "must be a date such as 2026-12-25"],
  ])("[B1] %s is no holiday", (date, what) => {
    expect(complaints({ ...BERLIN, holidays: [{ date: "2026-01-01" }, { date }] })).toContain(
      `holidays.1.date ${what}`,
    );
  });

  test("[B1] a holiday is listed once", () => {
    const dates = ["2026-12-25", "2026-12-26", "2026-12-25"];
    expect(complaints({ ...BERLIN, holidays: dates.map((date) => ({ date })) })).toEqual([
      "holidays.2.date is listed twice",
    ]);
  });

  test("[B1] a slip of the pen does not pass as a closed day", () => {
    expect(complaints({ ...BERLIN, week: { mon: NINE_TO_FIVE } })[0]).toMatch(/^week\.mon /u);
    expect(complaints({ ...BERLIN, week: [] })[0]).toMatch(/^week /u);
    expect(complaints({ ...BERLIN, weeks: {} })[0]).toMatch(/^weeks /u);
    expect(complaints({ week: {} })[0]).toMatch(/^timeZone /u);
  });

  test.each([-1, 0.5, 86_400_001, "1", Number.NaN])("[B2, B4] %j ms is no time to warn or to defer", (ms) => {
    expect(complaints({ ...BERLIN, warnMs: ms })[0]).toMatch(/^warnMs /u);
    expect(complaints({ ...BERLIN, deferMs: ms })[0]).toMatch(/^deferMs /u);
  });
});
