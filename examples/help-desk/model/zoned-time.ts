/**
 * A time as it is in the workspace, for agents anywhere (B2): "5:00 PM CST" for `en-US` and `America/Chicago`.
 * `locale` is a BCP 47 tag, `timeZone` an IANA name, `at` milliseconds since 1970.
 */
export function zonedTime(locale: string, timeZone: string, at: number): string {
  // Newer runtimes write a space that does not break; the banner's line may.
  return formatter(locale, timeZone).format(at).replaceAll("\u202f", " ");
}

const OPTIONS = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = made.get(key) ?? make(locale, timeZone);
  made.set(key, known);
  return known;
}

function make(locale: string, timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...OPTIONS, timeZone });
  } catch {
    // A zone that is younger than this browser: the agent's own, whose name stands beside the time, is as true.
    return new Intl.DateTimeFormat(locale, OPTIONS);
  }
}
