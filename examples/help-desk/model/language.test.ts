import { afterEach, beforeEach, expect, test } from "vitest";
import { locale, speak } from "../i18n.ts";
import { chooseLanguage, languageIn, ownName, speakAsBefore } from "./language.ts";

beforeEach(() => localStorage.clear());
afterEach(() => speak(["en"]));

test("the address may ask for a language", () => {
  expect(languageIn("#demo=c0de&as=sue&lang=ar")).toBe("ar");
  expect(languageIn("#conversation=demo%3A1")).toBeNull();
});

test("a choice is remembered, and stands before the browser's languages", async () => {
  await speakAsBefore();
  expect(locale()).toBe("en");
  await chooseLanguage("ar");
  await speak(["en"]);
  await speakAsBefore();
  expect(locale()).toBe("ar");
});

test("a language that there is not changes nothing for good", async () => {
  await chooseLanguage("tlh");
  expect(locale()).toBe("en");
  expect(localStorage.getItem("baton.language")).toBe("en");
});

test("a language is called by its own name", () => {
  expect(["de", "ar"].map(ownName)).toEqual(["Deutsch", "العربية"]);
});
