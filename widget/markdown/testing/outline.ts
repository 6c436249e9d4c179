import type { Block, Inline, List } from "../tokens.ts";

/** Tokens as short text, for tests: `b(bold) i(italic) c(code) a(words|address|beside)`. */
export function inlineOutline(children: readonly Inline[]): string {
  return children.map(outlineOf).join("");
}

function outlineOf(one: Inline): string {
  switch (one.kind) {
    case "text":
      return one.text;
    case "code":
      return `c(${one.text})`;
    case "bold":
    case "italic":
      return `${one.kind.charAt(0)}(${inlineOutline(one.children)})`;
    case "link":
      return `a(${[inlineOutline(one.children), one.href, one.beside].filter((part) => part !== null).join("|")})`;
  }
}

/** One line for each block. */
export function outline(blocks: readonly Block[]): string[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case "code":
        return `code: ${block.text}`;
      case "rule":
        return "rule";
      case "card":
        return `card: ${inlineOutline([block.link])}`;
      case "list":
        return listOutline(block);
      default:
        return `${block.kind}: ${inlineOutline(block.children)}`;
    }
  });
}

function listOutline({ start, items }: List): string {
  const shown = items.map(
    ({ children, list }) => inlineOutline(children) + (list ? ` ${listOutline(list)}` : ""),
  );
  return `${start ?? "•"}[${shown.join(", ")}]`;
}

/** Every link there is. */
export function linksIn(blocks: readonly Block[]): string[] {
  const inLine = (one: Inline): string[] =>
    one.kind === "link" ? [one.href] : "children" in one ? one.children.flatMap(inLine) : [];
  const inList = ({ items }: List): string[] =>
    items.flatMap(({ children, list }) => [...children.flatMap(inLine), ...(list ? inList(list) : [])]);
  return blocks.flatMap((block) => {
    if (block.kind === "card") return inLine(block.link);
    if (block.kind === "list") return inList(block);
    return "children" in block ? block.children.flatMap(inLine) : [];
  });
}

/** How many tokens are within one another, at most. */
export function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce((deepest, inner) => Math.max(deepest, depthOf(inner)), 0);
}

/** What is shown. */
export function textIn(blocks: readonly Block[]): string {
  const inLine = (one: Inline): string => ("text" in one ? one.text : one.children.map(inLine).join(""));
  const inList = ({ items }: List): string =>
    items.map(({ children, list }) => children.map(inLine).join("") + (list ? inList(list) : "")).join("\n");
  return blocks
    .map((block) => {
      if (block.kind === "rule") return "";
      if (block.kind === "code") return block.text;
      if (block.kind === "card") return inLine(block.link);
      return block.kind === "list" ? inList(block) : block.children.map(inLine).join("");
    })
    .join("\n");
}
