import { expect, test } from "vitest";
import { zonedTime } from "./zoned-time.ts";

const WINTER = Date.UTC(2026, 10, 23, 23);
const SUMMER = Date.UTC(2026, 6, 1, 22);

test.each([
  ["en-US", "America/Chicago", WINTER, "5:00 PM CST"],
  ["en-US", "America/Chicago", SUMMER, "5:00 PM CDT"],
  ["de-DE", "Europe/Berlin", WINTER, "00:00 MEZ"],
  ["de-DE", "Europe/Berlin", SUMMER, "00:00 MESZ"],
  ["en-GB", "Europe/London", SUMMER, "23:00 BST"],
  ["en-US", "Asia/Kathmandu", WINTER, "4:45 AM GMT+5:45"],
  ["ar-EG-u-nu-latn", "Africa/Cairo", WINTER, "1:00"],
])("[B2] %s in %s reads %d as %s", (locale, timeZone, at, text) => {
  expect(zonedTime(locale, timeZone, at)).toContain(text);
});

test("[B2] a zone that the browser does not know yet gives its own, and says so", () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(zonedTime("en-US", "Mars/Olympus_Mons", WINTER)).toBe(zonedTime("en-US", own, WINTER));
  expect(zonedTime("en-US", "Mars/Olympus_Mons", WINTER)).toMatch(/:00 [AP]M \S+$/u);
});

test("[B2] the line that it stands in can break anywhere", () => {
  expect(zonedTime("en-US", "America/Chicago", WINTER)).toBe("5:00 PM CST");
});
