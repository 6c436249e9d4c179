import { describe, expect, it } from "vitest";
import { FAILURES, NAMES } from "../widget/launcher-words.ts";
import { problemsOf, readLocales } from "./check-locales.ts";

const en = {
  "chat.open": "Open chat",
  "typing.agent": "{{name}} is typing",
  unread_one: "{{count}} message",
  unread_other: "{{count}} messages",
  over: "{{number}}+",
};
const de = {
  "chat.open": "Chat öffnen",
  "typing.agent": "{{name}} schreibt",
  unread_one: "{{count}} Nachricht",
  unread_other: "{{count}} Nachrichten",
  over: "{{number}}+",
};
const without = (key: keyof typeof de) =>
  Object.fromEntries(Object.entries(de).filter(([name]) => name !== key));

describe("the locales", () => {
  it("are complete, in every language", async () => {
    const locales = await readLocales("locales");
    expect(Object.keys(locales)).toEqual(expect.arrayContaining(["en", "de", "es", "fr", "ja", "ar"]));
    expect(problemsOf(locales)).toEqual([]);
  });

  it("are complete in the console too, where words stand in groups", async () => {
    const locales = await readLocales("examples/help-desk/locales");
    expect(Object.keys(locales)).toEqual(expect.arrayContaining(["en", "de", "ar"]));
    expect(locales.en).toHaveProperty(["monitor.start"], "Monitor");
    expect(problemsOf(locales)).toEqual([]);
  });

  it("[H5] say in English exactly what the rules quote", async () => {
    const { en: english = {} } = await readLocales("locales");
    expect(english["waiting.text"]).toBe("Waiting for support agent to join");
    expect(english["separator.live_chat"]).toBe("Live Chat");
    expect(english["separator.ai_resumed"]).toBe("AI Resumed");
  });

  it("call the chat as the launcher does before they are loaded", async () => {
    const locales = await readLocales("locales");
    for (const [language, name] of Object.entries(NAMES)) {
      expect([language, locales[language]?.["panel.label"]]).toEqual([language, name]);
    }
    for (const language of Object.keys({ ...NAMES, ...FAILURES })) {
      expect(Object.keys(locales).map((name) => name.split("-")[0])).toContain(language);
    }
  });
});

describe("the check of the locales", () => {
  it("passes what is right", () => {
    expect(problemsOf({ en, de })).toEqual([]);
  });

  it.each([
    ["a missing key", without("chat.open"), "chat.open is missing"],
    ["a stray key", { ...de, "chat.shut": "Zu" }, "chat.shut is not a key"],
    ["an empty text", { ...de, "chat.open": " " }, "chat.open is empty"],
    ["a lost placeholder", { ...de, "typing.agent": "schreibt" }, "has lost {{name}}"],
    ["a misspelt placeholder", { ...de, "typing.agent": "{{nmae}} schreibt" }, "has {{nmae}}"],
    ["a plural without its number", { ...de, unread_other: "Nachrichten" }, "has lost {{count}}"],
    ["a missing plural category", without("unread_one"), "unread_one is missing"],
    ["a plural category of another language", { ...de, unread_few: "{{count}}" }, "unread_few is not a key"],
    ["a text left in English", { ...de, "chat.open": "Open chat" }, "chat.open is still English"],
  ])("finds %s", (_what, wrong, problem) => {
    expect(problemsOf({ en, de: wrong })).toContainEqual(expect.stringContaining(problem));
  });

  it("wants all six categories of Arabic, of which one and two may go without the number", () => {
    const ar = { "chat.open": "فتح", "typing.agent": "{{name}} يكتب", over: "{{number}}+" };
    const plurals = { unread_zero: "لا", unread_one: "واحدة", unread_two: "اثنتان" };
    const rest = { unread_few: "{{count}} ر", unread_many: "{{count}} ر", unread_other: "{{count}} ر" };
    expect(problemsOf({ en, ar: { ...ar, ...plurals, ...rest } })).toEqual([]);
    expect(problemsOf({ en, ar: { ...ar, ...rest } })).toHaveLength(3);
  });
});
