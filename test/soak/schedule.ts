/**
 * What happens to everybody's connections at once. `drop`: they are cut. `deploy`: they are cut, and for a while
 * nobody gets in. `crash`: `kill -9` of the server, and a new one on the same state.
 */
export type Kind = "drop" | "deploy" | "crash";

const EVERY_MINUTES = 10;
/** At least this often, however short the run is. */
const FEWEST = 3;

/** The crash comes in the first third: memory is judged by the rest, and by one process. */
const KINDS: readonly Kind[] = ["drop", "crash", "deploy"];

export function stormsFor(minutes: number): { minute: number; kind: Kind }[] {
  const count = Math.max(FEWEST, Math.floor(minutes / EVERY_MINUTES));
  const kindOf = (index: number) => KINDS[index] ?? (index % 2 === 0 ? "deploy" : "drop");
  return Array.from({ length: count }, (_, index) => ({
    minute: ((index + 0.5) * minutes) / count,
    kind: kindOf(index),
  }));
}
