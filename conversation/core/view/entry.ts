import type { AuditEntry, InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import type { Entry } from "./types.ts";

/** An entry as screens know it. The same wire entry always gives the same object. */
export function toEntry(wire: PublicEntry | InternalEntry | AuditEntry): Entry {
  const known = shown.get(wire);
  if (known) return known;
  const entry = screenEntry(wire);
  shown.set(wire, entry);
  return entry;
}

const shown = new WeakMap<PublicEntry | InternalEntry | AuditEntry, Entry>();

function screenEntry(wire: PublicEntry | InternalEntry | AuditEntry): Entry {
  if ("afterInternal" in wire) return auditEntry(wire);
  return "after" in wire ? internalEntry(wire) : { ...wire, ledger: "public" };
}

function internalEntry({ after: _after, ...wire }: InternalEntry): Entry {
  return { ...wire, ledger: "internal" };
}

function auditEntry({ after: _after, afterInternal: _afterInternal, ...wire }: AuditEntry): Entry {
  return { ...wire, ledger: "audit" };
}
