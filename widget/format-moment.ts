/** "Nov 20, 2026, 2:03 PM", in the visitor's own time zone. */
export function formatMoment(locale: string, at: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}

/** The visitor's time zone, as the locale calls it: "Central European Standard Time". */
export function zoneName(locale: string, at: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: "long" }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
