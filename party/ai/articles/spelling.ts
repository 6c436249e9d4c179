/** Words shorter than this are too much alike to tell a typing error from another word. */
const SHORTEST = 5;
/** In words shorter than this a changed letter makes another word as often as not: "shoes", "shows". */
const SURE = 6;
/** Longer words may hold two errors. */
const LONG = 10;

/**
 * Finds the word that was meant among the words that are known: the one with the fewest letters dropped,
 * added, changed or swapped; of several, the one that comes first in `known`. Undefined when none is near.
 */
export function createSpelling(known: Iterable<string>): (word: string) => string | undefined {
  const byFirst = new Map<string, string[]>();
  for (const word of new Set(known)) {
    const first = word.charAt(0);
    const alike = byFirst.get(first);
    if (alike === undefined) byFirst.set(first, [word]);
    else alike.push(word);
  }

  return (word) => {
    if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) return undefined;
    let nearest: string | undefined;
    let least = word.length < LONG ? 1 : 2;
    // Hardly anybody errs in the first letter, and most words that differ there are other words.
    for (const candidate of byFirst.get(word.charAt(0)) ?? []) {
      if (candidate.length < SHORTEST || Math.abs(candidate.length - word.length) > least) continue;
      const errors = distance(word, candidate, word.length < SURE ? 2 : 1);
      if (errors < least || (errors === least && nearest === undefined)) {
        nearest = candidate;
        least = errors;
      }
    }
    return nearest;
  };
}

/** Letters dropped, added, changed, or swapped with the next one (optimal string alignment). */
function distance(a: string, b: string, changed: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : changed),
          swapped && i > 1 && j > 1 ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
