/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = "ar ckb dv fa he iw ks ps sd ug ur yi".split(" ");

/** Direction of writing of a BCP 47 tag. */
export function directionOf(locale: string): "ltr" | "rtl" {
  // Every page pays for this: a regular expression would be compiled first.
  const [language = "", ...subtags] = locale.toLowerCase().replaceAll("_", "-").split("-");
  return RIGHT_TO_LEFT.includes(language) || subtags.includes("arab") ? "rtl" : "ltr";
}

/** What to try, best first: the setting, the page's language, the browser's languages. */
export function wantedLocales(setting: string | undefined): string[] {
  return [setting ?? "", document.documentElement.lang, ...navigator.languages].filter(Boolean);
}

/** The first of the supported locales that is wanted, by its own name or by that of the nearest one; else `en`. */
export function pickLocale(wanted: readonly string[], supported: readonly string[]): string {
  for (const tag of wanted) {
    // By far the most common, and Intl takes milliseconds when it is first asked.
    if (supported.includes(tag)) return tag;
    const name = namesOf(tag).find((one) => supported.includes(one));
    if (name !== undefined) return name;
  }
  return "en";
}

/** Whose words are nearest for who has none of their own, where that is not just the language without its region. */
const NEAREST: Readonly<Record<string, string>> = {
  "ku-Arab": "ckb",
  "nn-Latn": "nb",
  "no-Latn": "nb",
  // Outside of Brazil, whose words are those of `pt`.
  "pt-Latn": "pt-PT",
  "yue-Hant": "zh-TW",
  "zh-Hant": "zh-TW",
};

/** Names under which there may be words, best first. Intl knows what became of `iw` and `tl`, and where one writes how. */
function namesOf(tag: string): string[] {
  try {
    const locale = new Intl.Locale(tag.replaceAll("_", "-")).maximize();
    const { language, script } = locale;
    return [locale.minimize().baseName, NEAREST[`${language}-${script}`] ?? language, language];
  } catch {
    // Pages have all sorts of things in `lang`.
    return [];
  }
}
