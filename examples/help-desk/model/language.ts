import { locale, speak } from "../i18n.ts";

const KEY = "baton.language";

/** The language that the address asks for (`#lang=ar`). */
export function languageIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/u, "")).get("lang");
}

/** Speaks what was chosen in this browser before, else the first of the browser's own languages that there is. */
export function speakAsBefore(storage: Storage = localStorage): Promise<void> {
  return speak([storage.getItem(KEY) ?? "", ...navigator.languages]);
}

/** Speaks `tag` from now on, and in this browser's next visits. Rejects when its words cannot be loaded. */
export async function chooseLanguage(tag: string, storage: Storage = localStorage): Promise<void> {
  await speak([tag, ...navigator.languages]);
  storage.setItem(KEY, locale());
}

/** A language's own name for itself: "Deutsch". */
export function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
}
