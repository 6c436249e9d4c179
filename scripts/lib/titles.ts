/** A title of `test`, `it` or `describe`, their variants (`test.each(…)`) included, up to the closing quote. */
const TITLE =
  /\b(?:test|it|describe)(?:\.(?!skip|todo)\w+(?:\([^;]*?\)|`[^`]*`)?)*\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)/gu;

/** The rule ids in the titles of a test file's text: `[H6]` and `[H6, I3]` both count, a comment does not. */
export function idsInTitles(text: string): string[] {
  return [...text.matchAll(TITLE)]
    .flatMap(([, double, single, backtick]) => double ?? single ?? backtick ?? [])
    .flatMap((title) => [...title.matchAll(/\[([A-Z]\d+(?:, ?[A-Z]\d+)*)\]/gu)])
    .flatMap(([, ids]) => ids?.split(/, ?/u) ?? []);
}
