/**
 * An address as it stands in plain text. Signs that nobody sees end it, and so does the punctuation of languages
 * that write no space after it.
 */
const BARE =
  /https?:\/\/[^\s<>"`\p{Cf}\u3000-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]+/iuy;
/** Belongs to the sentence around it, where it stands last. */
const TRAILING = new Set(".,;:!?'*_~|\\،؛؟…’”»".split(""));

/** The address that begins at `at`; `whole` is all that could belong to it, `url` is without the sentence's signs. */
export function bareUrlAt(text: string, at: number): { whole: string; url: string } | null {
  BARE.lastIndex = at;
  const whole = BARE.exec(text)?.[0];
  return whole === undefined ? null : { whole, url: whole.slice(0, endOf(whole)) };
}

/** A closing bracket belongs to the address only if one opens in it. */
function endOf(whole: string): number {
  const open = { ")": 0, "]": 0 };
  for (const char of whole) {
    if (char === "(") open[")"] += 1;
    else if (char === "[") open["]"] += 1;
    else if (char === ")" || char === "]") open[char] -= 1;
  }
  let end = whole.length;
  for (; end > 0; end -= 1) {
    const last = whole[end - 1] ?? "";
    if (last === ")" || last === "]") {
      if (open[last] >= 0) break;
      open[last] += 1;
    } else if (!TRAILING.has(last)) break;
  }
  return end;
}
