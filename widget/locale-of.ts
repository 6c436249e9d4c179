/** What a key means in a locale; of a plural, what it means in each category of the language. */
export type Word = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** A locale as in `locales/`, from its words in the order of the keys, as the build has laid them down. */
export function localeOf(keys: readonly string[], words: readonly Word[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word, index) =>
      typeof word === "string"
        ? [[keys[index], word]]
        : Object.entries(word).map(([category, text]) => [`${keys[index]}_${category}`, text]),
    ),
  );
}
