/**
 * Local times and instants. A local time is written as the milliseconds of the same time in UTC, so that midnights
 * lie one day apart; an instant is in milliseconds since 1970. Zones come from the runtime, by `Intl`.
 */

export const DAY = 86_400_000;

/** Making one costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();
/** About 30 kB each; a room knows one zone, and a process few. */
const FORMATTERS_KEPT = 64;

/** How far the zone's clocks are ahead of UTC at that instant, in milliseconds. Throws a RangeError for no zone. */
export function offsetAt(timeZone: string, at: number): number {
  const [, sign, hours, minutes, seconds = 0] = OFFSET.exec(formatterOf(timeZone).format(at)) ?? [];
  // "GMT" alone is UTC.
  if (sign === undefined) return 0;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === "-" ? -ms : ms;
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/u;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  // The fewer fields beside the offset, the faster.
  const made = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", timeZoneName: "longOffset" });
  if (formatters.size >= FORMATTERS_KEPT) formatters.clear();
  return formatters.set(timeZone, made) && made;
}

/**
 * The instant at which the zone's clocks have passed `local` for good (B3): of a time that comes twice the later one,
 * and for a time that is skipped the instant of the skip. So of two local times the later is never the earlier instant.
 */
export function instantOf(timeZone: string, local: number): number {
  // No zone is further than 14 hours from UTC: what changes about then, changes between these two.
  const before = offsetAt(timeZone, local - DAY);
  const after = offsetAt(timeZone, local + DAY);
  if (offsetAt(timeZone, local - after) === after) return local - after;
  if (offsetAt(timeZone, local - before) === before) return local - before;
  return changeBetween(timeZone, local - after, local - before);
}

/** The first instant after `low` with the offset of `high`. */
function changeBetween(timeZone: string, low: number, high: number): number {
  const after = offsetAt(timeZone, high);
  let [still, already] = [low, high];
  while (already - still > 1) {
    const middle = Math.floor((still + already) / 2);
    if (offsetAt(timeZone, middle) === after) already = middle;
    else still = middle;
  }
  return already;
}
