import { projectRecord } from "../../conversation/core/project.ts";
import type { InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Cursor } from "../../conversation/protocol/up.ts";
import type { Journal } from "./journal.ts";

/** Runs of the ledgers, read from the log. A reader without the internal ledger gets what it would if there were none. */

export type Runs = {
  public: { from: number; entries: PublicEntry[] };
  internal: { from: number; entries: InternalEntry[] };
};

type Bounds = { public: number; internal: number; bytes: number };

const PAGE: Bounds = { public: LIMITS.page, internal: LIMITS.pageInternal, bytes: LIMITS.pageBytes };

/** The newest page. */
export function newestPage(journal: Journal, internal: boolean): Promise<Runs> {
  return pageBefore(journal, journal.state.seqs.log + 1, internal);
}

/** The page before the given seqs of each ledger. */
export async function earlierPage(
  journal: Journal,
  { before, beforeInternal }: { before: number; beforeInternal?: number | undefined },
  internal: boolean,
): Promise<Runs> {
  const place = await journal.positionOf("public", before);
  if (!internal || beforeInternal === undefined) return pageBefore(journal, place, internal);
  const other = await journal.positionOf("internal", beforeInternal);
  return pageBefore(journal, Math.min(place, other), internal);
}

/** What follows a cursor; null when that is too much, or the cursor is of no use here. */
export async function afterCursor(journal: Journal, cursor: Cursor, internal: boolean): Promise<Runs | null> {
  const { seqs } = journal.state;
  if (cursor.log !== journal.margin.logId || cursor.public > seqs.public) return null;
  const internalFrom = internal ? cursor.internal : seqs.internal;
  if (internalFrom === undefined || internalFrom > seqs.internal) return null;
  const missed = seqs.public - cursor.public + (seqs.internal - internalFrom);
  if (missed > LIMITS.resume) return null;
  const from = { public: cursor.public, internal: internalFrom };
  const bounds = { public: LIMITS.resume, internal: LIMITS.resume, bytes: LIMITS.pageBytes };
  const { runs, whole } = await readBack(journal, seqs.log + 1, internal, bounds, from);
  return whole ? runs : null;
}

/** The newest public entries, oldest first; the AI reads them. */
export async function wholePublic(journal: Journal, most: number): Promise<PublicEntry[]> {
  const bounds = { public: most, internal: 0, bytes: Number.POSITIVE_INFINITY };
  return (await readBack(journal, journal.state.seqs.log + 1, false, bounds)).runs.public.entries;
}

async function pageBefore(journal: Journal, place: number, internal: boolean): Promise<Runs> {
  return (await readBack(journal, place, internal, PAGE)).runs;
}

/**
 * Reads back from a place in the log until the bounds are met, or the seqs `from`: then it is `whole`. A commit
 * is never cut, and the first one is taken whatever its size, so that reading always gets on.
 */
async function readBack(
  journal: Journal,
  place: number,
  internal: boolean,
  bounds: Bounds,
  from = { public: 0, internal: 0 },
): Promise<{ runs: Runs; whole: boolean }> {
  const { seqs } = journal.state;
  const newest = place > seqs.log ? seqs : (await journal.record(place - 1))?.upto;
  // Where the runs that have been read so far begin.
  const start = { public: newest?.public ?? 0, internal: newest?.internal ?? 0 };
  const taken: { public: PublicEntry[]; internal: InternalEntry[] } = { public: [], internal: [] };
  const left = { ...bounds };
  const runs = (): Runs => ({
    public: { from: start.public, entries: taken.public.reverse() },
    internal: { from: start.internal, entries: taken.internal.reverse() },
  });
  const isWhole = () => start.public <= from.public && (!internal || start.internal <= from.internal);

  let next = place;
  // Mostly the first few are enough; a record may also hold nothing for this reader.
  let size = Math.min(MOST_AT_ONCE, SPARE + missed(start, from, bounds));
  while (!isWhole()) {
    const { public: known } = start;
    const chunk = await journal.recordsBack(next, size);
    size = MOST_AT_ONCE;
    for (const record of chunk) {
      if (isWhole()) break;
      const projection = projectRecord(record);
      const news = projection.public.filter(({ seq }) => seq > from.public);
      const newsInside = internal ? projection.internal.filter(({ seq }) => seq > from.internal) : [];
      if (news.length + newsInside.length > 0) {
        left.public -= news.length;
        left.internal -= newsInside.length;
        if (left.bytes < Number.POSITIVE_INFINITY) left.bytes -= sizeOf(news) + sizeOf(newsInside);
        const isFirst = taken.public.length + taken.internal.length === 0;
        const isFull = left.public < 0 || left.internal < 0 || left.bytes < 0;
        if (isFull && !isFirst) return { runs: runs(), whole: false };
        taken.public.push(...news.reverse());
        taken.internal.push(...newsInside.reverse());
      }
      start.public = Math.max(from.public, record.upto.public - projection.public.length);
      start.internal = Math.max(from.internal, record.upto.internal - projection.internal.length);
      next = record.n;
      if (left.public === 0) return { runs: runs(), whole: isWhole() };
    }
    if (chunk.length === 0) break;
    // A long stretch of internal entries is nothing to somebody who may not read them: go on where it began.
    if (!internal && start.public === known && !isWhole())
      next = (await journal.positionOf("public", known)) + 1;
  }
  return { runs: runs(), whole: isWhole() };
}

/** Records read at once. */
const MOST_AT_ONCE = 64;
const SPARE = 8;

/** How many entries there are to read at most. */
function missed(upto: Omit<Bounds, "bytes">, from: Omit<Bounds, "bytes">, most: Bounds): number {
  return (
    Math.min(upto.public - from.public, most.public) + Math.min(upto.internal - from.internal, most.internal)
  );
}

const encoder = new TextEncoder();

/** What the entries come to on the wire, in bytes. */
function sizeOf(entries: readonly unknown[]): number {
  return entries.length === 0 ? 0 : encoder.encode(JSON.stringify(entries)).length;
}
