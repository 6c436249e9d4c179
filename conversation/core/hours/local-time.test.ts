import { describe, expect, test } from "vitest";
import { instantOf, offsetAt } from "./local-time.ts";

const HOUR = 3_600_000;

/** What the clocks there show. */
function shownAt(timeZone: string, at: number): string {
  return new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, -5);
}

function instant(timeZone: string, local: string): string {
  return new Date(instantOf(timeZone, Date.parse(`${local}Z`))).toISOString();
}

describe("local times and instants", () => {
  test.each([
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T06:30"],
    ["America/New_York", "2100-11-07T01:30", "2100-11-07T06:30"],
    ["Europe/Berlin", "2026-10-25T02:00", "2026-10-25T01:00"],
    ["Europe/Berlin", "2026-10-25T02:59", "2026-10-25T01:59"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:15"],
    ["Africa/Casablanca", "2025-02-23T02:30", "2025-02-23T02:30"],
    ["America/Havana", "2026-11-01T00:00", "2026-11-01T05:00"],
    ["America/St_Johns", "2010-11-06T23:30", "2010-11-07T03:00"],
  ])("[B3] %s: %s comes twice and means the later", (timeZone, local, utc) => {
    expect(instant(timeZone, local)).toBe(`${utc}:00.000Z`);
    const later = Date.parse(`${utc}Z`);
    const back = ["Australia/Lord_Howe"].includes(timeZone) ? HOUR / 2 : HOUR;
    expect(shownAt(timeZone, later)).toBe(`${local}:00`);
    expect(shownAt(timeZone, later - back)).toBe(`${local}:00`);
  });

  test.each([
    ["America/New_York", "2026-03-08T02:00", "2026-03-08T07:00", "03:00"],
    ["America/New_York", "2026-03-08T02:59", "2026-03-08T07:00", "03:00"],
    ["Europe/Berlin", "2040-03-25T02:30", "2040-03-25T01:00", "03:00"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30", "02:30"],
    ["Africa/Casablanca", "2025-04-06T02:30", "2025-04-06T02:00", "03:00"],
    ["America/St_Johns", "2010-03-14T00:30", "2010-03-14T03:31", "01:01"],
    ["Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00", "00:00"],
    ["Pacific/Apia", "2011-12-30T17:00", "2011-12-30T10:00", "00:00"],
  ])("[B3] %s: %s does not come and means the instant of the skip", (timeZone, local, utc, shown) => {
    expect(instant(timeZone, local)).toBe(`${utc}:00.000Z`);
    const skip = Date.parse(`${utc}Z`);
    expect(shownAt(timeZone, skip)).toContain(`T${shown}:00`);
    expect(shownAt(timeZone, skip - 1_000) < local).toBe(true);
  });

  test.each([
    ["Asia/Kathmandu", "2026-11-21T09:00", "2026-11-21T03:15"],
    ["Africa/Casablanca", "2026-11-23T09:00", "2026-11-23T08:00"],
    ["Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00"],
    ["Pacific/Niue", "2026-01-01T00:00", "2026-01-01T11:00"],
    ["Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59"],
    ["UTC", "2026-01-01T00:00", "2026-01-01T00:00"],
  ])("[B3] %s: %s comes once", (timeZone, local, utc) => {
    expect(instant(timeZone, local)).toBe(`${utc}:00.000Z`);
  });

  test("[B3] no later time of day is an earlier instant, minute by minute through every change of 2026", () => {
    for (const [timeZone, day] of [
      ["America/New_York", "2026-03-08"],
      ["America/New_York", "2026-11-01"],
      ["Australia/Lord_Howe", "2026-04-05"],
      ["Australia/Lord_Howe", "2026-10-04"],
    ] as const) {
      const midnight = Date.parse(`${day}T00:00Z`);
      let last = Number.NEGATIVE_INFINITY;
      for (let minute = 0; minute < 300; minute += 1) {
        const at = instantOf(timeZone, midnight + minute * 60_000);
        expect([timeZone, day, minute, at >= last]).toEqual([timeZone, day, minute, true]);
        last = at;
      }
    }
  });

  test("an unknown zone is no silent UTC", () => {
    expect(() => offsetAt("Mars/Olympus_Mons", 0)).toThrow(RangeError);
  });
});
