import type { AuditEntry, InternalEntry, PublicEntry } from "../protocol/entry.ts";
import type { Event, LogRecord } from "./events.ts";
import { auditEntryOf } from "./project/audit-entry.ts";
import { internalEntryOf } from "./project/internal-entry.ts";
import { publicEntryOf } from "./project/public-entry.ts";

/** Where a record stands: when, in which cycle, and the last seq of each ledger before it. */
export type Position = { at: number; cycle: number; public: number; internal: number; audit: number };

export type Projection = {
  public: readonly PublicEntry[];
  internal: readonly InternalEntry[];
  audit: readonly AuditEntry[];
};

/**
 * The ledger entries that an event stands for. Each event projects at most one entry to each ledger;
 * what an audience may not see is not in its ledger, so numbering cannot give it away.
 */
export function projectEvent(event: Event, position: Position): Projection {
  const at = new Date(position.at).toISOString();
  const publicDraft = publicEntryOf(event);
  const seq = position.public + 1;
  const entries: PublicEntry[] = publicDraft
    ? [{ id: `p${seq}`, ...publicDraft, seq, at, cycle: position.cycle }]
    : [];
  const internalDraft = internalEntryOf(event);
  const after = position.public + entries.length;
  const internalSeq = position.internal + 1;
  const internal: InternalEntry[] = internalDraft
    ? [{ id: `i${internalSeq}`, ...internalDraft, seq: internalSeq, after, at, cycle: position.cycle }]
    : [];
  const auditDraft = auditEntryOf(event);
  const auditSeq = position.audit + 1;
  const afterInternal = position.internal + internal.length;
  const audit: AuditEntry[] = auditDraft
    ? [{ id: `a${auditSeq}`, ...auditDraft, seq: auditSeq, after, afterInternal, at, cycle: position.cycle }]
    : [];
  return { public: entries, internal, audit };
}

/** The ledger entries of a whole record, in order. */
export function projectRecord(record: LogRecord): Projection {
  const { events, upto } = record;
  const count = (entryOf: (event: Event) => object | null) => events.filter((event) => entryOf(event)).length;
  const position: Position = {
    at: record.at,
    cycle: record.cycle,
    public: upto.public - count(publicEntryOf),
    internal: upto.internal - count(internalEntryOf),
    audit: upto.audit - count(auditEntryOf),
  };
  const whole: { public: PublicEntry[]; internal: InternalEntry[]; audit: AuditEntry[] } = {
    public: [],
    internal: [],
    audit: [],
  };
  for (const event of record.events) {
    if (event.type === "taken_over") position.cycle += 1;
    const projection = projectEvent(event, position);
    position.public += projection.public.length;
    position.internal += projection.internal.length;
    position.audit += projection.audit.length;
    whole.public.push(...projection.public);
    whole.internal.push(...projection.internal);
    whole.audit.push(...projection.audit);
  }
  return whole;
}
