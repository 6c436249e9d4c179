import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import type { Word } from "../widget/locale-of.ts";
import { type Locale, readLocales } from "./check-locales.ts";

const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/u;

/**
 * Takes the keys out of the locale files: the panel has them once, and each file only its words, in their order. All
 * files lie in one folder of `lazyDir`, named after what is in them, so that the panel has no list of hashes either.
 */
export function wordsApart(lazyDir: string): Plugin {
  return {
    name: "words-apart",
    async load(id) {
      if (!/\/widget\/locale-files\.ts$/u.test(id)) return;
      const locales = await readLocales("locales");
      const { en = {} } = locales;
      const keys = keysOf(en);
      const names = Object.keys(locales).sort();
      const files = names.map((name) => ({
        name,
        source: `export default ${JSON.stringify(wordsOf(locales[name] ?? en, keys, en))}`,
      }));
      const hash = createHash("sha256").update(JSON.stringify(files)).digest("base64url").slice(0, 8);
      for (const { name, source } of files) {
        this.emitFile({ type: "asset", fileName: `${lazyDir}/words-${hash}/${name}.js`, source });
      }
      return moduleOf(names, keys, `./words-${hash}/`);
    },
  };
}

/** Each plural once, without its categories. */
export function keysOf(en: Locale): string[] {
  return [...new Set(Object.keys(en).map((key) => PLURAL.exec(key)?.[1] ?? key))];
}

/** The words in the order of the keys. What a locale has not, it says in English; `check-locales.ts` tells of it. */
export function wordsOf(locale: Locale, keys: readonly string[], en: Locale): Word[] {
  return keys.map((key) => {
    const word = wordOf(locale, key) ?? wordOf(en, key);
    if (word === undefined) throw new Error(`There are no words for ${key}.`);
    return word;
  });
}

function wordOf(locale: Locale, key: string): Word | undefined {
  const plural = Object.entries(locale).flatMap(([name, text]) => {
    const [, base, category] = PLURAL.exec(name) ?? [];
    return base === key && category !== undefined ? [[category, text]] : [];
  });
  return plural.length > 0 ? Object.fromEntries(plural) : locale[key];
}

/**
 * What stands in for `widget/locale-files.ts`. The files are found relative to the panel, wherever that came from. One
 * that failed stays failed under its URL, as the panel itself does (see `widget/loader.ts`): the fragment makes another.
 */
function moduleOf(names: readonly string[], keys: readonly string[], folder: string): string {
  return `
    import { localeOf } from "./locale-of.ts";
    const KEYS = ${JSON.stringify(keys.join(" "))}.split(" ");
    let attempt = new URL(import.meta.url).hash || "#";
    async function load(name) {
      try {
        const words = await import(/* @vite-ignore */ \`${folder}\${name}.js\${attempt}\`);
        return localeOf(KEYS, words.default);
      } catch (error) {
        attempt += "1";
        throw error;
      }
    }
    export const LOCALES = Object.fromEntries(
      ${JSON.stringify(names.join(" "))}.split(" ").map((name) => [name, () => load(name)]),
    );
  `;
}
