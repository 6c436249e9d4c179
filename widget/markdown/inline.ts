import { bareUrlAt } from "./bare-url.ts";
import { addressOf, besideOf } from "./links.ts";
import type { Inline, Link, Reading } from "./tokens.ts";

/** Where something may begin. */
const SPECIAL = /[\\`*_![<]|https?:\/\//giu;
const ESCAPED = /\\[!-/:-@[-`{-~]/uy;
const TICKS = /`+/gu;
const MARKS = /\*+|_+/uy;
const LABELLED =
  /(!?)\[((?:\\.|[^[\]\\\n])*)\]\([ \t]*(?:<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()<>]*\))*))(?:[ \t]+"[^"\n]*")?[ \t]*\)/uy;
const BRACKETED = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/iuy;
const LETTER = /[\p{L}\p{N}]/u;
const BLANK = /\s/u;
/** Longer runs of backticks begin no code within a line. */
const MOST_TICKS = 3;

/** Something that has been opened and not yet closed. At most one of each mark is open, so nesting has an end. */
type Frame = { mark: string; children: Inline[] };

/**
 * Reads what stands within a block, in one pass. What is never closed, or leads nowhere, stays the text it is.
 * Line breaks stay in the text.
 */
export function lexInline(text: string, reading: Reading, inLink = false): readonly Inline[] {
  const frames: Frame[] = [{ mark: "", children: [] }];
  let at = 0;

  function top(): Inline[] {
    return frames.at(-1)?.children ?? [];
  }

  /** The innermost frame was none: its mark and what stood in it are part of what is around it. */
  function abandon(): void {
    const frame = frames.pop();
    if (!frame) return;
    addText(top(), frame.mark);
    for (const child of frame.children) add(top(), child);
  }

  /** Ends the innermost frame that the run can end, and says how much of the run that took. */
  function close(char: string, length: number): number {
    const index = frames.findLastIndex(({ mark }) => mark[0] === char && mark.length <= length);
    if (index < 0) return 0;
    while (frames.length - 1 > index) abandon();
    const frame = frames.pop();
    if (!frame) return 0;
    const { mark, children } = frame;
    add(top(), { kind: mark.length === 2 ? "bold" : "italic", children });
    return mark.length;
  }

  function open(mark: string): void {
    // The same mark again: the earlier one was none.
    const index = frames.findIndex((frame) => frame.mark === mark);
    while (index > 0 && frames.length > index) abandon();
    frames.push({ mark, children: [] });
  }

  function marks(run: string): void {
    const char = run.charAt(0);
    const [before, after] = [text[at - 1] ?? " ", text[at + run.length] ?? " "];
    at += run.length;
    // Within a word only two stars mean something: snake_case and 2*3*4 are what they are.
    const inWords = run === "**" || run === "***";
    const isMark = run.length <= 3;
    const canClose = isMark && !BLANK.test(before) && (inWords || !LETTER.test(after));
    const canOpen = isMark && !BLANK.test(after) && (inWords || !LETTER.test(before));
    let left = run.length;
    for (let taken = 1; canClose && taken > 0; left -= taken) taken = close(char, left);
    if (!canOpen) addText(top(), char.repeat(left));
    else {
      if (left >= 2) open(char.repeat(2));
      if (left % 2 === 1) open(char);
    }
  }

  function code(): void {
    const ticks = find(TICKS, text, at) ?? "";
    at += ticks.length;
    for (let end = at; ticks.length <= MOST_TICKS; ) {
      TICKS.lastIndex = end;
      const closing = TICKS.exec(text);
      if (!closing) break;
      end = closing.index + closing[0].length;
      if (closing[0].length !== ticks.length) continue;
      add(top(), { kind: "code", text: withoutPadding(text.slice(at, closing.index)) });
      at = end;
      return;
    }
    // What may yet turn out to be code is not taken for anything else meanwhile.
    const isUnfinished = reading.open && ticks.length <= MOST_TICKS;
    addText(top(), isUnfinished ? text.slice(at - ticks.length) : ticks);
    if (isUnfinished) at = text.length;
  }

  /** Adds the link, or its source where it leads nowhere. */
  function link(source: string, address: string, words: readonly Inline[] | null): void {
    at += source.length;
    const made = linkTo(address, words ?? [{ kind: "text", text: address }], reading.page);
    if (made) add(top(), made);
    else addText(top(), source);
  }

  function labelled(): boolean {
    LABELLED.lastIndex = at;
    const [source, image, label = "", pointed, plain] = LABELLED.exec(text) ?? [];
    const address = pointed ?? plain;
    if (source === undefined || address === undefined || inLink) return false;
    // An image is a link to it: showing it would tell its server who reads this (A10).
    const words = image ? [{ kind: "text", text: label } as const] : lexInline(label, reading, true);
    link(source, address, label.trim() === "" ? null : words);
    return true;
  }

  function bareUrl(): void {
    const found = bareUrlAt(text, at);
    const isUnfinished = reading.open && found !== null && at + found.whole.length === text.length;
    if (!found || isUnfinished || inLink || LETTER.test(text[at - 1] ?? "")) {
      const skipped = found?.whole ?? text[at] ?? "";
      at += skipped.length;
      addText(top(), skipped);
    } else link(found.url || found.whole, found.url, null);
  }

  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    addText(top(), text.slice(at, next));
    at = next;
    const char = text[at] ?? "";
    if (char === "") break;
    if (char === "`") code();
    else if (char === "*" || char === "_") marks(find(MARKS, text, at) ?? char);
    else if (/h/iu.test(char)) bareUrl();
    else if ((char === "[" || char === "!") && labelled()) continue;
    else {
      const bracketed = char === "<" && !inLink ? find(BRACKETED, text, at) : null;
      const escaped = char === "\\" ? find(ESCAPED, text, at) : null;
      if (bracketed) link(bracketed, bracketed.slice(1, -1), null);
      else {
        addText(top(), escaped ? escaped.slice(1) : char);
        at += escaped?.length ?? 1;
      }
    }
  }
  while (frames.length > 1) abandon();
  return top();
}

/** A text without any marks but its addresses, as customers write. */
export function lexPlain(text: string, page: string): readonly Inline[] {
  const made: Inline[] = [];
  let [at, read] = [0, 0];
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])https?:\/\//giu)) {
    const found = index < read ? null : bareUrlAt(text, index);
    if (!found) continue;
    read = index + found.whole.length;
    const link = linkTo(found.url, [{ kind: "text", text: found.url }], page);
    if (!link) continue;
    addText(made, text.slice(at, index));
    made.push(link);
    at = index + found.url.length;
  }
  addText(made, text.slice(at));
  return made;
}

function linkTo(address: string, children: readonly Inline[], page: string): Link | null {
  const url = addressOf(address, page);
  return url && { kind: "link", href: url.href, beside: besideOf(wordsOf(children), url, page), children };
}

function wordsOf(children: readonly Inline[]): string {
  return children.map((one) => ("text" in one ? one.text : wordsOf(one.children))).join("");
}

function find(sticky: RegExp, text: string, at: number): string | null {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? null;
}

/** One space on either side keeps a backtick of the code's own away from the ones around it. */
function withoutPadding(code: string): string {
  return code.length > 2 && code.startsWith(" ") && code.endsWith(" ") ? code.slice(1, -1) : code;
}

function add(children: Inline[], child: Inline): void {
  if (child.kind === "text") addText(children, child.text);
  else children.push(child);
}

function addText(children: Inline[], text: string): void {
  if (text === "") return;
  const last = children.at(-1);
  if (last?.kind === "text") children[children.length - 1] = { kind: "text", text: last.text + text };
  else children.push({ kind: "text", text });
}
