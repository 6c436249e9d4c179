import { type ReadonlySignal, signal } from "@preact/signals";
import i18next, { type InitOptions } from "i18next";
import type en from "../locales/en.json";
import { directionOf, pickLocale } from "./locale.ts";
import { LOCALES, type LoadLocale } from "./locale-files.ts";

/** A plural stands in the locale files once for each category of its language. */
type WithoutPlural<Key> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;
export type WordKey = WithoutPlural<keyof typeof en>;

export type Words = {
  /** The locale in use, e.g. `fr`. */
  locale: ReadonlySignal<string>;
  /** The words of a key in the locale in use; a component that asks is drawn anew when the locale changes. */
  t(key: WordKey, params?: Readonly<Record<string, string | number>>): string;
  /** Loads and uses the first wanted locale there is. Rejects when its file cannot be loaded. */
  use(wanted: readonly string[]): Promise<void>;
};

/** What `scripts/lean-i18next.ts` relies on. */
export const OPTIONS = {
  lng: "en",
  // Every file is complete (scripts/check-locales.ts), so that no second one is ever needed.
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  // Words become text nodes, never markup.
  interpolation: { escapeValue: false },
} satisfies InitOptions;

export function createWords(locales: Readonly<Record<string, LoadLocale>> = LOCALES): Words {
  const locale = signal("en");
  const i18n = i18next.createInstance();
  const ready = i18n.init({ ...OPTIONS, resources: {} });
  let latest = "";

  return {
    locale,
    t(key, params = {}) {
      const isolate = directionOf(locale.value) === "rtl";
      return i18n.t(key, isolate ? isolated(params) : params);
    },
    async use(wanted) {
      const next = pickLocale(wanted, Object.keys(locales));
      latest = next;
      const words = await locales[next]?.();
      await ready;
      i18n.addResourceBundle(next, "translation", words);
      // A later wish whose file came sooner stands.
      if (latest !== next) return;
      await i18n.changeLanguage(next);
      locale.value = next;
    },
  };
}

/** Keeps a Latin name from pulling the punctuation around it to the wrong side of a right-to-left line. */
function isolated(params: Readonly<Record<string, string | number>>) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" ? `\u2068${value}\u2069` : value,
    ]),
  );
}
