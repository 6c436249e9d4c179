/** The language part of a BCP 47 tag in lower case: `pt-BR` → `pt`. A tag nobody can read is English. */
export function baseLanguage(locale: string): string {
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(locale)?.[0].toLowerCase() ?? "en";
}

/** The tag itself where it has the form of one, otherwise `en`: customers' browsers send it, and prompts name it. */
export function languageTag(locale: string): string {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(locale) ? locale : "en";
}
