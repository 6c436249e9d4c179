/** Languages that are written from right to left, of those that the widget speaks. */
const RIGHT_TO_LEFT = ["ar", "ckb", "fa", "he", "ps", "ur"];

export type Language = { tag: string; name: string; dir: "ltr" | "rtl" };

/** Each by its own name, in the order of the names. */
export function languagesOf(tags: readonly string[]): Language[] {
  return tags
    .map((tag): Language => {
      const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
      const dir = RIGHT_TO_LEFT.includes(tag) ? "rtl" : "ltr";
      return { tag, dir, name: name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) };
    })
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}
