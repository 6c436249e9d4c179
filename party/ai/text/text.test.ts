import { describe, expect, test } from "vitest";
import { fold } from "./fold.ts";
import { baseLanguage, languageTag } from "./language.ts";
import { sentences, shorten } from "./sentences.ts";
import { pairs, stem, words } from "./words.ts";

describe("fold", () => {
  test("takes case and accents away and leaves every letter in its place", () => {
    const text = "ÉCOLE Größe İstanbul “it’s” 東京がぎ أهلاً";
    expect(fold(text)).toHaveLength(text.normalize("NFC").length);
    expect(fold(text)).toContain("ecole große");
    expect(fold(text)).toContain("it's");
    expect(fold("がぎ")).toBe("がぎ");
    expect(fold("إلى")).toBe("الي");
  });
});

describe("words", () => {
  test("of languages with spaces", () => {
    expect(words("Wo ist mein Paket? It's late!")).toEqual(["wo", "ist", "mein", "paket", "it's", "late"]);
  });

  test("of languages without", () => {
    expect(words("返品したいです")).toContain("返品");
    expect(words("ｻｲｽﾞ")).toEqual(words("サイズ"));
    expect(pairs("返品送料")).toEqual(["返品", "品送", "送料"]);
  });

  test.each([
    ["refunded", "refunds"],
    ["cancelled", "cancel"],
    ["deliveries", "delivery"],
    ["Bestellungen", "bestellung"],
    ["l'abonnement", "abonnement"],
    ["الشحن", "شحن"],
    ["shoes", "shoe"],
  ])("%s and %s have one stem", (a, b) => {
    expect(stem(fold(a))).toBe(stem(fold(b)));
  });
});

describe("sentences", () => {
  test("end at marks of any script and at lines, not at abbreviations", () => {
    expect(sentences("Dear Mr. Fox. Order no. 5 is late! Why?\nこんにちは。靴は？ مرحبا؟ نعم")).toEqual([
      "Dear Mr. Fox.",
      "Order no. 5 is late!",
      "Why?",
      "こんにちは。",
      "靴は？",
      "مرحبا؟",
      "نعم",
    ]);
  });

  test("are shortened between words", () => {
    expect(shorten("short", 10)).toBe("short");
    expect(shorten("a longer sentence, cut", 20)).toBe("a longer sentence…");
    expect(shorten("x".repeat(30), 10)).toBe(`${"x".repeat(9)}…`);
    expect(shorten("😀".repeat(10), 6)).toBe("😀😀…");
  });
});

describe("language tags", () => {
  test("give their language", () => {
    expect(["pt-BR", "DE", "zh_Hant", "", "x"].map(baseLanguage)).toEqual(["pt", "de", "zh", "en", "en"]);
    expect(["pt-BR", "zh-Hant-TW", "en\nrules"].map(languageTag)).toEqual(["pt-BR", "zh-Hant-TW", "en"]);
  });
});
