/** The rules, invariants and attacks that the product answers for so far; later work adds to this list. */
export const RULES: readonly string[] = [
  ...numbered("H", 1, 23),
  ...["M14"],
  ...["S1", "S9", "S11"],
  ...["N1", "N2", "N5"],
  ...[...numbered("I", 1, 7), "I10", "I12", "I13", "I15", ...numbered("I", 17, 19)],
  ...numbered("A", 1, 14),
];

function numbered(letter: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
}
