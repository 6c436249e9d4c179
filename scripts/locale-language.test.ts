import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { detect, supportedLanguages, toISO3 } from "tinyld/heavy";
import { expect, it } from "vitest";
import { type Locale, readLocales } from "./check-locales.ts";
import { root } from "./lib/root.ts";

/** Whether the words of each of the widget's locales are words of its language, as far as that can be told by machine. */

const locales = await readLocales("locales");

/** As the detector calls what we call otherwise. */
const CALLED: Readonly<Record<string, string>> = { fil: "tl", nb: "no" };

/** As ISO 639-3 has it, which the detector's list goes by. */
const CODES: Readonly<Record<string, string>> = { fil: "tgl", nb: "nob", lv: "lvs", fa: "pes", zh: "cmn" };

/** All that is said, without what is filled in. */
function textOf(locale: Locale): string {
  return Object.values(locale)
    .join(". ")
    .replaceAll(/\{\{\w+\}\}/gu, "");
}

const known = Object.keys(locales).filter((tag) => {
  const { language } = new Intl.Locale(tag);
  return supportedLanguages.includes(CODES[language] ?? toISO3(language));
});

it("there are at least 60 locales, and the detector knows most of their languages", () => {
  expect(Object.keys(locales).length).toBeGreaterThanOrEqual(60);
  expect(known.length).toBeGreaterThanOrEqual(50);
});

it.each(known)("%s is taken for its own language", (tag) => {
  const { language } = new Intl.Locale(tag);
  expect(detect(textOf(locales[tag] ?? {}))).toBe(CALLED[language] ?? language);
});

/** Several scripts at once, which Unicode has no one name for. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  Kore: /[\p{Script=Hangul}\p{Script=Han}]/gu,
  Hans: /\p{Script=Han}/gu,
  Hant: /\p{Script=Han}/gu,
};

it.each(Object.keys(locales))("%s is written in its script", (tag) => {
  const text = textOf(locales[tag] ?? {});
  const { script = "Latn" } = new Intl.Locale(tag).maximize();
  const own = text.match(SCRIPTS[script] ?? new RegExp(`\\p{Script=${script}}`, "gu")) ?? [];
  // Names such as PDF and AI stay as they are in most languages.
  expect(own.length / (text.match(/\p{L}/gu) ?? []).length).toBeGreaterThan(0.9);
});

it("docs/locales.md has a line for each", async () => {
  const page = await readFile(join(root, "docs/locales.md"), "utf8");
  const tags = [...page.matchAll(/^\| `([\w-]+)` \|/gmu)].map(([, tag]) => tag);
  expect(tags).toEqual(Object.keys(locales).sort());
});
