import { lexInline } from "./inline.ts";
import type { Inline, Reading } from "./tokens.ts";

/** How a line shows what it begins, and the reader's place among the lines. */

export const FENCE = /^\s*(?:(`{3,})[^`]*|(~{3,}).*)$/u;
export const HEADING = /^ {0,3}#{1,6}[ \t]+(?=\S)/u;
export const QUOTE = /^ {0,3}>[ \t]?/u;
export const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/u;
/** Indent, marker, the number in it, and what follows. */
const ITEM = /^([ \t]*)([-*+]|(\d{1,3})[.)])(?:[ \t]+(.*))?$/u;

export type Source = { lines: readonly string[]; at: number; reading: Reading };

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

export function indentOf(line: string): number {
  const [space = ""] = /^[ \t]*/u.exec(line) ?? [];
  return space.replaceAll("\t", "    ").length;
}

/** The line as the item of a list: `start` is its number, null for a bullet. */
export function itemOf(
  line: string,
): { indent: number; start: number | null; marker: string; text: string } | null {
  const [whole, , marker, number, text = ""] = ITEM.exec(line) ?? [];
  if (whole === undefined || marker === undefined) return null;
  return { indent: indentOf(line), start: number === undefined ? null : Number(number), marker, text };
}

/** Whether the line may still grow: then it is not yet known what it will be. */
export function isGrowing({ lines, reading }: Source, index: number): boolean {
  return reading.open && index === lines.length - 1;
}

/** Reads text that ends with the line before the reader's place. */
export function inlineOf(text: string, source: Source): readonly Inline[] {
  return lexInline(text, { ...source.reading, open: isGrowing(source, source.at - 1) });
}
