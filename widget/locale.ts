/** Languages written from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;

/** Direction of writing of a BCP 47 tag. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr";
}

/** What to try, best first: the setting, the page's language, the browser's languages. */
export function wantedLocales(setting: string | undefined): string[] {
  return [setting ?? "", document.documentElement.lang, ...navigator.languages].filter(Boolean);
}

/** The first of the supported locales that is wanted, by its whole tag or by its base language; else `en`. */
export function pickLocale(wanted: readonly string[], supported: readonly string[]): string {
  for (const tag of wanted) {
    for (const candidate of [tag, tag.replace(/-.*/, "")]) {
      const match = supported.find((locale) => locale.toLowerCase() === candidate.toLowerCase());
      if (match) return match;
    }
  }
  return "en";
}
