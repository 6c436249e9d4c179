/** The rules, invariants and attacks that the product answers for so far; later work adds to this list. */
export const RULES: readonly string[] = [
  ...numbered("H", 1, 23),
  ...numbered("M", 1, 15),
  ...numbered("T", 1, 7),
  ...numbered("S", 1, 11),
  ...numbered("C", 1, 6),
  ...numbered("B", 1, 7),
  ...numbered("E", 1, 10),
  ...["N1", "N2", "N5", "N6"],
  // I11: revoking a token before its time is still to come.
  ...[...numbered("I", 1, 10), ...numbered("I", 12, 19)],
  ...numbered("A", 1, 14),
];

function numbered(letter: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
}
