import { effect, signal } from "@preact/signals";
import i18next from "i18next";
import en from "./locales/en.json";

/** A plural stands in the locale files once for each category of its language. */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;
type KeysOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${KeysOf<Tree[Key]>}`;
}[keyof Tree & string];

/** A word's place in `locales/en.json`, e.g. `monitor.by`. */
export type WordKey = KeysOf<typeof en>;
/** `count` chooses the plural. */
type Params = Readonly<Record<string, string | number>>;

/** Each locale is a file of its own, fetched when it is first used; English is there from the start. */
const FILES = import.meta.glob<typeof en>("./locales/*.json", { import: "default" });
const loaders = new Map(
  Object.entries(FILES).map(([path, load]) => [path.replace(/^.*\/|\.json$/gu, ""), load]),
);
/** The locales there are, by their BCP 47 tags. */
export const LOCALES: readonly string[] = [...loaders.keys()].sort();

const inUse = signal("en");
const i18n = i18next.createInstance();
void i18n.init({
  lng: "en",
  // Every file is complete (scripts/check-locales.ts), so that no second one is ever needed.
  fallbackLng: false,
  nsSeparator: false,
  resources: { en: { translation: en } },
  // With the words at hand, the first one can be asked for at once.
  initAsync: false,
  // Words become text nodes, never markup.
  interpolation: { escapeValue: false },
});

/** The locale in use, e.g. `de`. Whatever reads it, or any word, is drawn or run anew when it changes. */
export function locale(): string {
  return inUse.value;
}

/** The words of a key in the locale in use. The console asks `words`, which knows each key's parameters. */
export function t(key: WordKey, params?: Params): string {
  return say(key, params);
}

/** The locale is read with every word: that is how whoever shows it learns of the next one. */
function say(key: string, params: Params = {}): string {
  const isRightToLeft = i18n.dir(inUse.value) === "rtl";
  return i18n.t(key, isolated(params, isRightToLeft));
}

/**
 * The same tree with every string read in the locale in use at the moment it is asked for. `tree` has the keys of
 * the locale files; what is no string stays as it is.
 */
export function live<Tree extends object>(tree: Tree, path = ""): Tree {
  return new Proxy(tree, {
    get(_target, name) {
      const value: unknown = Reflect.get(tree, name);
      if (typeof name === "symbol") return value;
      if (typeof value === "string") return say(path + name);
      return typeof value === "object" && value !== null ? live(value, `${path}${name}.`) : value;
    },
  });
}

let latest = "en";

/** Uses the first wanted locale there is, else English. Rejects when its file cannot be loaded. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const next = pick(wanted);
  latest = next;
  if (!i18n.hasResourceBundle(next, "translation")) {
    i18n.addResourceBundle(next, "translation", await loaders.get(next)?.());
  }
  // A later wish whose file came sooner stands.
  if (latest !== next) return;
  await i18n.changeLanguage(next);
  inUse.value = next;
}

/** The page says which language it is in and which way it is written, now and after each change. */
export function markPage(page: HTMLElement): () => void {
  return effect(() => {
    page.lang = inUse.value;
    page.dir = i18n.dir(inUse.value);
  });
}

/** By the whole tag or by its base language: `de-AT` is content with `de`. */
function pick(wanted: readonly string[]): string {
  for (const tag of wanted.flatMap((whole) => [whole, whole.replace(/-.*/u, "")])) {
    const known = LOCALES.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (known !== undefined) return known;
  }
  return "en";
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Keeps a name that is written the other way from pulling the words around it to the wrong side. */
function isolated(params: Params, always: boolean): Params {
  const isolate = (value: string | number) =>
    typeof value === "string" && (always || RIGHT_TO_LEFT.test(value)) ? `\u2068${value}\u2069` : value;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isolate(value)]));
}
