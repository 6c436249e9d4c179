import { LIMITS } from "../../protocol/limits.ts";
import { plain } from "./plain.ts";

/**
 * What the AI suggests to answer, as buttons can say it: one line each, no two the same, and none that is too long,
 * for half of it would be something else. What does not fit is left out.
 */
export function suggestionsOf(offered: readonly string[]): string[] {
  const lines = offered.map(asLine).filter((line) => line !== "" && line.length <= LIMITS.suggestion);
  return [...new Set(lines)].slice(0, LIMITS.suggestions);
}

/** Without what is not seen and changes what is: marks that turn the direction of what stands beside them, too. */
function asLine(text: string): string {
  const visible = plain(text.replace(/\s+/gu, " ")).replace(/\p{Bidi_Control}/gu, "");
  return visible.trim();
}
