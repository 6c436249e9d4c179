import { KINDS } from "./kinds.ts";
import { claimNumbers } from "./numbers.ts";
import { Reading, type Token } from "./tokens.ts";

const MOST = 24;

/** Claims the rest of a number that the turn before began and left incomplete: `4111 1111` — `1111 1111`. */
export function claimContinued(reading: Reading, before: readonly Token[]): void {
  const first = reading.at(0);
  const tail = before.slice(-MOST);
  if (first?.type !== "number" || tail.at(-1)?.type !== "number") return;
  const alone = new Reading(tail);
  claimNumbers(alone, KINDS);
  if (alone.taken(tail.length - 1)) return;
  const head = reading.tokens.slice(0, MOST);
  const joined = new Reading([...tail, { ...first, gap: "space" }, ...head.slice(1)]);
  claimNumbers(joined, KINDS);
  for (const { kind, from, to } of joined.claims) {
    if (from < tail.length && to > tail.length) reading.claim(kind, 0, to - tail.length);
  }
}
