export type Language = { tag: string; name: string; dir: "ltr" | "rtl" };

/** Each by its own name, in the order of the names. */
export function languagesOf(tags: readonly string[]): Language[] {
  return tags
    .map((tag): Language => {
      const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
      return { tag, dir: directionOf(tag), name: name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) };
    })
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** By its script, which every browser knows; not all of them have `Intl.Locale`'s own word for it. */
function directionOf(tag: string): Language["dir"] {
  return /Arab|Hebr|Thaa/u.test(new Intl.Locale(tag).maximize().script ?? "") ? "rtl" : "ltr";
}
