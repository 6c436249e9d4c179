/**
 * What somebody wrote, as one paragraph of a plain text: indented where it breaks the line, so that it cannot pass for
 * what somebody else said, and without characters that a terminal would obey.
 */
export function paragraph(text: string): string {
  const lines = text.split(BREAKS).map((line) => line.replace(CONTROLS, ""));
  return lines.join("\n    ");
}

const BREAKS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu;
/** All but the tab. */
const CONTROLS = /[^\P{Cc}\t]/gu;
