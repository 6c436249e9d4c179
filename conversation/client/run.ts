import { NO_RUN, type Run } from "../core/view/held.ts";

/** Dense stretches of a ledger. What would leave a gap is refused, never shown (I4). */

type Numbered = { seq: number };
type WireRun<Entry> = { from: number; entries: readonly Entry[] };

export function lastSeq({ from, entries }: Run<unknown>): number {
  return from + entries.length;
}

/** What comes after the number; most often nothing, with each word of a reply. */
export function since<Entry>({ from, entries }: Run<Entry>, seq: number): readonly Entry[] {
  return entries.slice(Math.max(0, seq - from));
}

/** The stretch as the server sent it; null if it is not dense. */
export function dense<Entry extends Numbered>(run: WireRun<Entry>): Run<Entry> | null {
  return run.entries.every((entry, index) => entry.seq === run.from + 1 + index) ? run : null;
}

/** The stretch with what follows it; null if something between them is missing. */
export function append<Entry extends Numbered>(
  run: Run<Entry>,
  more: WireRun<Entry> = NO_RUN,
): Run<Entry> | null {
  const last = lastSeq(run);
  if (more.from > last) return null;
  const news = more.entries.filter((entry) => entry.seq > last);
  if (news.length === 0) return run;
  return dense({ from: last, entries: news }) && { from: run.from, entries: [...run.entries, ...news] };
}

/** The stretch with what comes before it; null if something between them is missing. */
export function prepend<Entry extends Numbered>(
  run: Run<Entry>,
  page: WireRun<Entry> = NO_RUN,
): Run<Entry> | null {
  const entries = page.entries.filter((entry) => entry.seq <= run.from);
  if (page.from >= run.from) return run;
  const older = dense({ from: page.from, entries });
  if (!older || lastSeq(older) !== run.from) return null;
  return { from: older.from, entries: [...older.entries, ...run.entries] };
}
