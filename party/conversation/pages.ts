import { type Projection, projectRecord } from "../../conversation/core/project.ts";
import { type Audience, readsInternal } from "../../conversation/core/visibility/audience.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Cursor } from "../../conversation/protocol/up.ts";
import type { Journal } from "./journal.ts";

/** Runs of the ledgers, read from the log. A reader without a ledger gets what they would if there were none. */

export type Runs = {
  public: { from: number; entries: PublicEntry[] };
  internal: { from: number; entries: InternalEntry[] };
  audit: { from: number; entries: AuditEntry[] };
};

/** Which ledgers a reader has beside the public one. */
export type Reader = { internal: boolean; audit: boolean };

type Seqs = { public: number; internal: number; audit: number };
type Bounds = Seqs & { bytes: number };

export const CUSTOMER: Reader = { internal: false, audit: false };

const PAGE: Bounds = {
  public: LIMITS.page,
  internal: LIMITS.pageInternal,
  audit: LIMITS.pageInternal,
  bytes: LIMITS.pageBytes,
};
const START: Seqs = { public: 0, internal: 0, audit: 0 };

export function readerOf(audience: Audience): Reader {
  return { internal: readsInternal(audience), audit: audience === "supervisor" };
}

/** The newest page. */
export function newestPage(journal: Journal, reader: Reader): Promise<Runs> {
  return pageBefore(journal, journal.state.seqs.log + 1, reader);
}

/** The page before the given seqs of each ledger. */
export async function earlierPage(
  journal: Journal,
  asked: { before: number; beforeInternal?: number | undefined; beforeAudit?: number | undefined },
  reader: Reader,
): Promise<Runs> {
  const places = [await journal.positionOf("public", asked.before)];
  if (reader.internal && asked.beforeInternal !== undefined)
    places.push(await journal.positionOf("internal", asked.beforeInternal));
  if (reader.audit && asked.beforeAudit !== undefined)
    places.push(await journal.positionOf("audit", asked.beforeAudit));
  return pageBefore(journal, Math.min(...places), reader);
}

/** What follows a cursor; null when that is too much, or the cursor is of no use here. */
export async function afterCursor(journal: Journal, cursor: Cursor, reader: Reader): Promise<Runs | null> {
  const { seqs } = journal.state;
  if (cursor.log !== journal.margin.logId) return null;
  const from = {
    public: cursor.public,
    internal: reader.internal ? cursor.internal : seqs.internal,
    audit: reader.audit ? cursor.audit : seqs.audit,
  };
  const { internal, audit } = from;
  if (internal === undefined || audit === undefined) return null;
  if (from.public > seqs.public || internal > seqs.internal || audit > seqs.audit) return null;
  const missed = seqs.public - from.public + (seqs.internal - internal) + (seqs.audit - audit);
  if (missed > LIMITS.resume) return null;
  const most = LIMITS.resume;
  const bounds = { public: most, internal: most, audit: most, bytes: LIMITS.pageBytes };
  const { runs, whole } = await readBack(journal, seqs.log + 1, reader, bounds, { ...from, internal, audit });
  return whole ? runs : null;
}

/** The newest public entries, oldest first; the AI reads them. */
export async function wholePublic(journal: Journal, most: number): Promise<PublicEntry[]> {
  const bounds = { public: most, internal: 0, audit: 0, bytes: Number.POSITIVE_INFINITY };
  return (await readBack(journal, journal.state.seqs.log + 1, CUSTOMER, bounds)).runs.public.entries;
}

async function pageBefore(journal: Journal, place: number, reader: Reader): Promise<Runs> {
  return (await readBack(journal, place, reader, PAGE)).runs;
}

/**
 * Reads back from a place in the log until the bounds are met, or the seqs `from`: then it is `whole`. A commit
 * is never cut, and the first one is taken whatever its size, so that reading always gets on.
 */
async function readBack(
  journal: Journal,
  place: number,
  reader: Reader,
  bounds: Bounds,
  from: Seqs = START,
): Promise<{ runs: Runs; whole: boolean }> {
  const { seqs } = journal.state;
  const newest = place > seqs.log ? seqs : (await journal.record(place - 1))?.upto;
  // Where the runs that have been read so far begin.
  const start = { ...START, ...newest };
  const taken: Projected = { public: [], internal: [], audit: [] };
  const left = { ...bounds };
  const runs = (): Runs => ({
    public: { from: start.public, entries: taken.public.reverse() },
    internal: { from: start.internal, entries: taken.internal.reverse() },
    audit: { from: start.audit, entries: taken.audit.reverse() },
  });
  const isWhole = () =>
    start.public <= from.public &&
    (!reader.internal || start.internal <= from.internal) &&
    (!reader.audit || start.audit <= from.audit);

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
      const news = newsFor(reader, projection, from);
      if (news.public.length + news.internal.length + news.audit.length > 0) {
        left.public -= news.public.length;
        left.internal -= news.internal.length;
        left.audit -= news.audit.length;
        if (left.bytes < Number.POSITIVE_INFINITY)
          left.bytes -= sizeOf(news.public) + sizeOf(news.internal) + sizeOf(news.audit);
        const isFirst = taken.public.length + taken.internal.length + taken.audit.length === 0;
        const isFull = left.public < 0 || left.internal < 0 || left.audit < 0 || left.bytes < 0;
        if (isFull && !isFirst) return { runs: runs(), whole: false };
        taken.public.push(...news.public.reverse());
        taken.internal.push(...news.internal.reverse());
        taken.audit.push(...news.audit.reverse());
      }
      start.public = Math.max(from.public, record.upto.public - projection.public.length);
      start.internal = Math.max(from.internal, record.upto.internal - projection.internal.length);
      start.audit = Math.max(from.audit, record.upto.audit - projection.audit.length);
      next = record.n;
      if (left.public === 0) return { runs: runs(), whole: isWhole() };
    }
    if (chunk.length === 0) break;
    // A long stretch of internal entries is nothing to somebody who may not read them: go on where it began.
    if (!reader.internal && start.public === known && !isWhole())
      next = (await journal.positionOf("public", known)) + 1;
  }
  return { runs: runs(), whole: isWhole() };
}

type Projected = { public: PublicEntry[]; internal: InternalEntry[]; audit: AuditEntry[] };

/** What of a record this reader has not got yet. */
function newsFor(reader: Reader, projection: Projection, from: Seqs): Projected {
  return {
    public: projection.public.filter(({ seq }) => seq > from.public),
    internal: reader.internal ? projection.internal.filter(({ seq }) => seq > from.internal) : [],
    audit: reader.audit ? projection.audit.filter(({ seq }) => seq > from.audit) : [],
  };
}

/** Records read at once. */
const MOST_AT_ONCE = 64;
const SPARE = 8;

/** How many entries there are to read at most. */
function missed(upto: Seqs, from: Seqs, most: Bounds): number {
  return (
    Math.min(upto.public - from.public, most.public) + Math.min(upto.internal - from.internal, most.internal)
  );
}

const encoder = new TextEncoder();

/** What the entries come to on the wire, in bytes. */
function sizeOf(entries: readonly unknown[]): number {
  return entries.length === 0 ? 0 : encoder.encode(JSON.stringify(entries)).length;
}
