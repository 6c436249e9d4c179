import type { LogRecord } from "../../conversation/core/events.ts";
import { projectRecord } from "../../conversation/core/project.ts";
import type { InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Cursor } from "../../conversation/protocol/up.ts";
import type { Journal } from "./journal.ts";

/** Runs of the ledgers, read from the log. */

export type Runs = {
  public: { from: number; entries: PublicEntry[] };
  internal: { from: number; entries: InternalEntry[] };
};

/** The newest page. */
export function newestPage(journal: Journal): Promise<Runs> {
  return pageBefore(journal, journal.state.seqs.log + 1);
}

/** The page of entries before public seq `before`. */
export async function earlierPage(journal: Journal, before: number): Promise<Runs> {
  return pageBefore(journal, await journal.positionOfPublic(before));
}

/** What follows a cursor; null when that is too much, or the cursor is of no use here. */
export async function afterCursor(journal: Journal, cursor: Cursor, internal: boolean): Promise<Runs | null> {
  const { seqs } = journal.state;
  if (cursor.log !== journal.margin.logId || cursor.public > seqs.public) return null;
  const internalFrom = internal ? cursor.internal : seqs.internal;
  if (internalFrom === undefined || internalFrom > seqs.internal) return null;
  const missed = seqs.public - cursor.public + (seqs.internal - internalFrom);
  if (missed > LIMITS.resume) return null;
  if (missed === 0) return runsOf([], cursor.public, internalFrom);
  const records = await journal.recordsBack(
    seqs.log + 1,
    ({ upto }) => upto.public <= cursor.public && upto.internal <= internalFrom,
  );
  return runsOf(records, cursor.public, internalFrom);
}

/** Every public entry, oldest first; a transcript and the AI read it whole. */
export async function wholePublic(journal: Journal, most: number): Promise<PublicEntry[]> {
  let count = 0;
  const records = await journal.recordsBack(journal.state.seqs.log + 1, (record) => {
    count += projectRecord(record).public.length;
    return count >= most;
  });
  return runsOf(records, 0, 0).public.entries;
}

async function pageBefore(journal: Journal, before: number): Promise<Runs> {
  let count = 0;
  const records = await journal.recordsBack(before, (record) => {
    count += projectRecord(record).public.length;
    return count >= LIMITS.page;
  });
  const oldest = records.at(-1);
  if (!oldest) return runsOf([], 0, 0);
  const projection = projectRecord(oldest);
  return runsOf(
    records,
    oldest.upto.public - projection.public.length,
    oldest.upto.internal - projection.internal.length,
  );
}

/** The entries of newest-first records that come after the given seqs, oldest first. */
function runsOf(records: readonly LogRecord[], publicFrom: number, internalFrom: number): Runs {
  const projections = [...records].reverse().map(projectRecord);
  return {
    public: {
      from: publicFrom,
      entries: projections.flatMap((projection) => projection.public).filter(({ seq }) => seq > publicFrom),
    },
    internal: {
      from: internalFrom,
      entries: projections
        .flatMap((projection) => projection.internal)
        .filter(({ seq }) => seq > internalFrom),
    },
  };
}
