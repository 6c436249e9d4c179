import type { Kind } from "./kinds.ts";
import type { Reading } from "./tokens.ts";

const SHORTEST = 3;

/** Claims what is said again: a name that was told once is no secret where it stands a second time. */
export function claimRepeats(reading: Reading): void {
  const kinds = new Map<string, Kind>();
  for (const { kind, from, to } of reading.claims) {
    if (to - from > 1 && kind !== "name") continue;
    for (const { text, type } of reading.tokens.slice(from, to)) {
      if (type !== "mark" && text.length >= SHORTEST && !kinds.has(text)) kinds.set(text, kind);
    }
  }
  if (kinds.size === 0) return;
  for (let index = 0; index < reading.tokens.length; index++) {
    const kind = kinds.get(reading.at(index)?.text ?? "");
    if (kind !== undefined) reading.claim(kind, index, index + 1);
  }
}
