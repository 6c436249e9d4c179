import type { InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import type { Entry } from "./types.ts";

/** An entry as screens know it. The same wire entry always gives the same object. */
export function toEntry(wire: PublicEntry | InternalEntry): Entry {
  const known = shown.get(wire);
  if (known) return known;
  const entry = "after" in wire ? internalEntry(wire) : { ...wire, ledger: "public" as const };
  shown.set(wire, entry);
  return entry;
}

const shown = new WeakMap<PublicEntry | InternalEntry, Entry>();

function internalEntry({ after: _after, ...wire }: InternalEntry): Entry {
  return { ...wire, ledger: "internal" };
}
