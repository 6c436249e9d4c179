import { describe, expect, it } from "vitest";
import { formatDay, formatTime, formatWhen } from "./format.ts";

const now = new Date(2026, 10, 20, 18, 30).getTime();
const at = (day: number, hour = 9, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
/** Some versions of ICU part the time from AM with a narrow space. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("dates and times", () => {
  it("name today and yesterday, and other days in full", () => {
    expect(formatDay("en", at(20), now)).toBe("Today");
    expect(formatDay("en", at(19, 23, 59), now)).toBe("Yesterday");
    expect(formatDay("en", at(18), now)).toBe("Wednesday, November 18");
    expect(formatDay("ja", at(20), now)).toBe("今日");
    expect(formatDay("fr", at(19), now)).toBe("Hier");
  });

  it("say when people are back as briefly as the day allows", () => {
    expect(plain(formatWhen("en", at(20, 19), now))).toBe("today 7:00 PM");
    expect(plain(formatWhen("de", at(21), now))).toBe("morgen, 09:00");
    expect(plain(formatWhen("en", at(23), now))).toBe("Monday 9:00 AM");
    expect(plain(formatWhen("en", at(30), now))).toMatch(/^Mon, Nov 30(, | at )9:00 AM$/);
  });

  it("follow the clock of the language", () => {
    expect(plain(formatTime("en", at(20, 14, 3)))).toBe("2:03 PM");
    expect(plain(formatTime("de", at(20, 14, 3)))).toBe("14:03");
  });
});
