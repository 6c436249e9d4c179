import {
  FENCE,
  HEADING,
  indentOf,
  inlineOf,
  isBlank,
  isGrowing,
  itemOf,
  QUOTE,
  RULE,
  type Source,
} from "./lines.ts";
import { takeList } from "./list.ts";
import type { Block, Reading } from "./tokens.ts";

// The reader is a file of its own, fetched when there is something for it to read: this is all it offers.
export { lexPlain } from "./inline.ts";

/** A line that begins like this may be a link and nothing else. */
const LINK_LINE = /^\s*(?:!?\[|<?https?:\/\/)/iu;

/**
 * Reads Markdown as people write it in chats, line by line and never back: whatever follows, a block that has ended
 * stays as it is. Total, as every text is read as something, and linear in the length of the text.
 */
export function lex(text: string, reading: Reading): readonly Block[] {
  const source: Source = { lines: text.replace(/\r\n?/gu, "\n").split("\n"), at: 0, reading };
  const blocks: Block[] = [];
  while (source.at < source.lines.length) {
    if (isBlank(source.lines[source.at] ?? "")) source.at += 1;
    else
      blocks.push(
        takeCode(source) ?? takeLine(source) ?? takeQuote(source) ?? takeList(source) ?? takeText(source),
      );
  }
  return blocks;
}

/** Without its end it is code so far. */
function takeCode(source: Source): Block | null {
  const { lines } = source;
  const opening = lines[source.at] ?? "";
  const [, ticks, tildes] = FENCE.exec(opening) ?? [];
  const fence = ticks ?? tildes;
  if (fence === undefined) return null;
  const indent = new RegExp(`^\\s{0,${indentOf(opening)}}`, "u");
  const code: string[] = [];
  source.at += 1;
  for (; source.at < lines.length; source.at += 1) {
    const line = lines[source.at] ?? "";
    const mark = line.trim();
    const isFence = mark !== "" && mark === fence.charAt(0).repeat(mark.length);
    if (isFence && mark.length >= fence.length) {
      source.at += 1;
      break;
    }
    // What may be the beginning of the fence that ends it is not shown as a line of code meanwhile.
    const isEnd = isGrowing(source, source.at) && (isFence || mark === "");
    if (!isEnd) code.push(line.replace(indent, ""));
  }
  return { kind: "code", text: code.join("\n") };
}

/** A block of one line: a heading, a rule, a card. */
function takeLine(source: Source): Block | null {
  const line = source.lines[source.at] ?? "";
  const isHeading = HEADING.test(line);
  if (!isHeading && isGrowing(source, source.at)) return null;
  const block = isHeading ? null : RULE.test(line) ? ({ kind: "rule" } as const) : cardOf(line, source);
  if (!isHeading && !block) return null;
  source.at += 1;
  return block ?? { kind: "heading", children: inlineOf(line.replace(HEADING, "").trim(), source) };
}

function cardOf(line: string, source: Source): Block | null {
  if (!LINK_LINE.test(line)) return null;
  const [link, ...rest] = inlineOf(line.trim(), source);
  if (link?.kind !== "link" || rest.length > 0) return null;
  const { host } = new URL(link.href);
  return host === "" ? null : { kind: "card", link, host };
}

function takeQuote(source: Source): Block | null {
  const quoted: string[] = [];
  for (; QUOTE.test(source.lines[source.at] ?? ""); source.at += 1) {
    quoted.push((source.lines[source.at] ?? "").replace(QUOTE, ""));
  }
  return quoted.length === 0 ? null : { kind: "quote", children: inlineOf(quoted.join("\n"), source) };
}

function takeText(source: Source): Block {
  const { lines } = source;
  const from = source.at;
  do source.at += 1;
  while (source.at < lines.length && !beginsAnother(source));
  return { kind: "paragraph", children: inlineOf(lines.slice(from, source.at).join("\n").trimEnd(), source) };
}

function beginsAnother(source: Source): boolean {
  const line = source.lines[source.at] ?? "";
  if (isBlank(line) || FENCE.test(line) || HEADING.test(line) || QUOTE.test(line)) return true;
  const item = itemOf(line);
  // "It comes on the\n12. of May": only a first number begins a list in the middle of a text.
  if (item && item.text !== "" && (item.start === null || item.start === 1)) return true;
  return !isGrowing(source, source.at) && (RULE.test(line) || cardOf(line, source) !== null);
}
