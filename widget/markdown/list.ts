import { FENCE, indentOf, inlineOf, isBlank, itemOf, RULE, type Source } from "./lines.ts";
import type { Item, List } from "./tokens.ts";

/** From here on a list is one within another, and a line belongs to the item above it. In columns. */
const INDENT = 2;

type DraftItem = { text: string; inner: { start: number | null; texts: string[] } | null };

/** The list that begins here; null if none does. */
export function takeList(source: Source): List | null {
  const { lines } = source;
  const first = itemOf(lines[source.at] ?? "");
  if (!first || first.text === "") return null;
  const drafts: DraftItem[] = [];
  for (let next = source.at; next < lines.length; next = afterBlanks(source)) {
    if (!takeLine(drafts, first, lines[next] ?? "", next === source.at)) break;
    source.at = next + 1;
  }
  const items = drafts.map((draft, index) => finish(draft, source, index === drafts.length - 1));
  return { kind: "list", start: first.start, items };
}

type First = NonNullable<ReturnType<typeof itemOf>>;

/** Adds what the line has to say; false if it is no part of the list. `follows`: no blank line stands between. */
function takeLine(drafts: DraftItem[], first: First, line: string, follows: boolean): boolean {
  if (RULE.test(line) || FENCE.test(line)) return false;
  const item = itemOf(line);
  const last = drafts.at(-1);
  const isWithin = indentOf(line) >= first.indent + INDENT && last !== undefined;
  // A marker by itself goes on with a list, and begins none.
  if (item && (item.text !== "" || (follows && sameMarker(item, first)))) {
    if (isWithin) {
      last.inner ??= { start: item.start, texts: [] };
      last.inner.texts.push(item.text);
      return true;
    }
    if ((item.start === null) !== (first.start === null)) return false;
    drafts.push({ text: item.text, inner: null });
    return true;
  }
  if (!isWithin) return false;
  const { inner } = last;
  if (inner) inner.texts.push(`${inner.texts.pop() ?? ""}\n${line.trim()}`);
  else last.text += `\n${line.trim()}`;
  return true;
}

function sameMarker(one: First, other: First): boolean {
  return one.marker.replace(/^\d+/u, "") === other.marker.replace(/^\d+/u, "");
}

/** The next line that is not blank. */
function afterBlanks({ lines, at }: Source): number {
  let next = at;
  while (next < lines.length && isBlank(lines[next] ?? "")) next += 1;
  return next;
}

/** Only the newest text may still grow. */
function finish({ text, inner }: DraftItem, source: Source, isLast: boolean): Item {
  const whole = { ...source, reading: { ...source.reading, open: false } };
  const read = (part: string, isNewest: boolean) => inlineOf(part, isNewest ? source : whole);
  return {
    children: read(text, isLast && !inner),
    list: inner && {
      kind: "list",
      start: inner.start,
      items: inner.texts.map((part, index) => ({
        children: read(part, isLast && index === inner.texts.length - 1),
        list: null,
      })),
    },
  };
}
