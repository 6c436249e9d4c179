import { describe, expect, it } from "vitest";
import { directionOf, pickLocale } from "./locale.ts";
import { LOCALES } from "./locale-files.ts";

const SUPPORTED = [
  "en",
  "ckb",
  "de",
  "fil",
  "he",
  "hr",
  "id",
  "ja",
  "nb",
  "pt",
  "pt-PT",
  "ro",
  "sr",
  "zh",
  "zh-TW",
];

describe("the locale", () => {
  it.each([
    ["de-AT", "de"],
    ["DE_at", "de"],
    ["en-GB", "en"],
    ["pt-BR", "pt"],
    ["pt-PT", "pt-PT"],
    ["pt-AO", "pt-PT"],
    ["pt-MZ", "pt-PT"],
    ["zh-CN", "zh"],
    ["zh-SG", "zh"],
    ["zh-Hans", "zh"],
    ["zh-Hans-TW", "zh"],
    ["zh-Hant", "zh-TW"],
    ["zh-HK", "zh-TW"],
    ["zh-MO", "zh-TW"],
    ["zh-Hant-HK", "zh-TW"],
    ["yue-HK", "zh-TW"],
    ["no", "nb"],
    ["nn-NO", "nb"],
    ["tl", "fil"],
    ["iw", "he"],
    ["in-ID", "id"],
    ["mo", "ro"],
    ["sr-Latn-RS", "sr"],
    ["sh", "sr"],
    ["ku-Arab", "ckb"],
    ["ckb-IR", "ckb"],
    ["ja-JP-u-ca-japanese", "ja"],
  ])("for %s is %s", (tag, locale) => {
    expect(pickLocale([tag, "xx"], SUPPORTED)).toBe(locale);
  });

  it("is one of another script or region only where there is no better", () => {
    expect(pickLocale(["sr-Latn"], ["sr", "sr-Latn"])).toBe("sr-Latn");
    expect(pickLocale(["zh-HK"], ["zh", "zh-HK", "zh-TW"])).toBe("zh-HK");
    expect(pickLocale(["zh-HK"], ["zh"])).toBe("zh");
    expect(pickLocale(["pt-AO"], ["pt"])).toBe("pt");
  });

  it("is the first that is wanted and there, whatever else is asked for", () => {
    expect(pickLocale(["", "sv", "ja-JP", "de"], SUPPORTED)).toBe("ja");
    expect(pickLocale(["ku", "de"], SUPPORTED)).toBe("de");
    expect(pickLocale([], SUPPORTED)).toBe("en");
    for (const tag of [
      "",
      "-",
      "*",
      "e",
      "english",
      "de-",
      "__proto__",
      "de DE",
      "{{lang}}",
      "x-klingon",
      "zh-yue",
    ]) {
      expect(pickLocale([tag, "he"], SUPPORTED)).toBe("he");
    }
  });

  it("is found for every file by its name, and by its name in full", () => {
    const names = Object.keys(LOCALES);
    expect(names.map((name) => pickLocale([name], names))).toEqual(names);
    const full = names.map((name) => new Intl.Locale(name).maximize().baseName);
    expect(full.map((name) => pickLocale([name], names))).toEqual(names);
  });

  it("says which way it is written", () => {
    const leftward = [
      "ar",
      "ar-EG",
      "he",
      "iw",
      "fa",
      "fa_AF",
      "ckb",
      "ku-Arab",
      "ps",
      "sd",
      "ug",
      "ur-PK",
      "yi",
    ];
    expect(leftward.filter((locale) => directionOf(locale) !== "rtl")).toEqual([]);
    const rightward = ["en", "de", "ja", "arn", "fil", "hr", "ku", "pa", "sr", "uz", "zh-TW", ""];
    expect(rightward.filter((locale) => directionOf(locale) !== "ltr")).toEqual([]);
  });
});
