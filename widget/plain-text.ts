/**
 * Markdown without its marks, to be read out or shown in a line. Near enough for that: how it is really read stands
 * in `markdown/`, which may not have been loaded.
 */
export function plainText(text: string): string {
  return text
    .replace(/!?\[([^[\]\n]+)\]\([^()\s]+(?:[ \t]"[^"\n]*")?\)/gu, "$1")
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|```\w*$|~~~\w*$)/gmu, "")
    .replace(/(?<![\p{L}\p{N}])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\p{L}\p{N}])|\*\*(?=\S)|`/gu, "");
}
