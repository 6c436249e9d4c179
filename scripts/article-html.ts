/** Markdown to HTML for the help articles: headings, paragraphs, lists, bold, code and links. Everything else is text. */

/** A list has a text per item, every other block has one. */
type Block = { kind: "h2" | "h3" | "p" | "ul" | "ol"; texts: string[] };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes text safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const INLINE =
  /\[(?<label>[^\]]+)\]\((?<url>[^()\s]+)\)|\*\*(?<bold>[^*]+(?:\*[^*]+)*)\*\*|`(?<code>[^`]+)`/g;

/** `//host` and `/\host` leave the site while they look like a path of it. */
const ALLOWED_URL = /^(?:https?:\/\/|mailto:|tel:|#|\/(?![/\\]))/i;

function inlineToHtml(text: string): string {
  let html = "";
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    html += escapeHtml(text.slice(end, match.index));
    end = match.index + match[0].length;
    const { label, url, bold, code } = match.groups ?? {};
    if (label !== undefined && url !== undefined && ALLOWED_URL.test(url)) {
      html += `<a href="${escapeHtml(url)}">${inlineToHtml(label)}</a>`;
    } else if (bold !== undefined) {
      html += `<strong>${inlineToHtml(bold)}</strong>`;
    } else if (code !== undefined) {
      html += `<code>${escapeHtml(code)}</code>`;
    } else {
      html += escapeHtml(match[0]);
    }
  }
  return html + escapeHtml(text.slice(end));
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const raw of markdown.split(/\r?\n/)) {
    const line = raw.trim();
    const heading = /^(?<marks>##{1,2}) +(?<text>.+)$/.exec(line)?.groups;
    const item = /^(?<mark>[-*]|\d+\.) +(?<text>.+)$/.exec(line)?.groups;
    if (line === "") {
      open = undefined;
    } else if (heading?.text !== undefined) {
      blocks.push({ kind: heading.marks === "##" ? "h2" : "h3", texts: [heading.text] });
      open = undefined;
    } else if (item?.text !== undefined) {
      const kind = item.mark === "-" || item.mark === "*" ? "ul" : "ol";
      if (open?.kind === kind) open.texts.push(item.text);
      else blocks.push({ kind, texts: [item.text] });
      open = blocks.at(-1);
    } else if (open !== undefined) {
      open.texts.push(`${open.texts.pop() ?? ""} ${line}`);
    } else {
      blocks.push({ kind: "p", texts: [line] });
      open = blocks.at(-1);
    }
  }
  return blocks;
}

function blockToHtml({ kind, texts }: Block): string {
  const inner = texts.map(inlineToHtml);
  const html = kind === "ul" || kind === "ol" ? inner.map((item) => `<li>${item}</li>`) : inner;
  return `<${kind}>${html.join("")}</${kind}>`;
}

/** HTML of a Markdown text, one block per line. HTML in the text comes out as text, and unsafe links as written. */
export function markdownToHtml(markdown: string): string {
  return blocksOf(markdown).map(blockToHtml).join("\n");
}
