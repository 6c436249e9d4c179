/** A heading and the plain text below it, as blocks: paragraphs and list items. */
export type Section = { heading: string; blocks: readonly string[] };

const FENCE = /^\s*(?:```|~~~)/;
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
const RULE = /^\s*(?:[-*_]\s*){3,}$|^\s*\|?[\s:|-]+\|[\s:|-]*$/;

/** The sections of a Markdown text in plain words: a list item keeps its dash or number, links keep their text. */
export function sections(markdown: string): Section[] {
  const found: { heading: string; blocks: string[] }[] = [{ heading: "", blocks: [] }];
  let open = false; // whether the next line goes on with the last block
  let fenced = false;
  for (const line of withoutFrontMatter(markdown).split(/\r?\n/)) {
    const blocks = found.at(-1)?.blocks ?? [];
    if (FENCE.test(line)) fenced = !fenced;
    if (FENCE.test(line) || (!fenced && RULE.test(line)) || line.trim() === "") {
      open = false;
      continue;
    }
    const heading = fenced ? null : HEADING.exec(line);
    if (heading !== null) {
      found.push({ heading: inline(heading[1] ?? ""), blocks: [] });
      open = false;
      continue;
    }
    const item = fenced ? null : ITEM.exec(line);
    if (item !== null) blocks.push(`${item[1] === undefined ? "-" : `${item[1]}.`} ${inline(item[2] ?? "")}`);
    else if (open && !fenced) blocks.push(`${blocks.pop() ?? ""} ${inline(line)}`);
    else blocks.push(inline(line));
    open = true;
  }
  return found.filter((section) => section.blocks.length > 0);
}

function withoutFrontMatter(markdown: string): string {
  return markdown.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}

function inline(line: string): string {
  return line
    .replace(/^\s*>+\s?/, "")
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/(\*\*|__|\*|`|~~)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}])_(?=\S)(.*?\S)_(?![\p{L}\p{N}])/gu, "$1")
    .replace(/\\([\\`*_{}[\]()#+.!>-])/g, "$1")
    .replace(/\s*\|\s*/g, " ")
    .trim();
}
