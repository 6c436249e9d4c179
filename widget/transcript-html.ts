import type { Line } from "./transcript-lines.ts";

/**
 * The transcript as a page that does nothing but stand there: what is in it is text, and its policy, which its own
 * first lines set, lets it load and run nothing. The one style it has is known by its hash.
 */
export function transcriptHtml(
  lines: readonly Line[],
  about: readonly string[],
  { lang, dir }: { lang: string; dir: string },
): string {
  const [title = "", ...more] = about;
  return [
    `<!doctype html>\n<html lang="${text(lang)}" dir="${text(dir)}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<meta name="viewport" content="width=device-width">`,
    `<title>${text(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>`,
    `<h1>${text(title)}</h1>`,
    ...more.map((line) => `<p class="about">${text(line)}</p>`),
    ...lines.map(entry),
    "</body>\n</html>\n",
  ].join("\n");
}

function entry(line: Line): string {
  const time = `<time datetime="${text(line.at)}">${text(line.when)}</time>`;
  if (line.kind === "line") return `<p class="line"><span dir="auto">${text(line.text)}</span> ${time}</p>`;
  const said = line.text.map((part) => `<p dir="auto">${text(part)}</p>`).join("");
  return `<article class="${text(line.role)}"><h2><bdi>${text(line.who)}</bdi> ${time}</h2>${said}</article>`;
}

/** As it is to be read: nothing in it is markup, and no character in it is one that is not to be seen. */
function text(value: string): string {
  return value.replace(CONTROLS, "").replace(/[&<>"'`]/gu, (char) => `&#${char.charCodeAt(0)};`);
}

const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; }
h2 { margin: 0; font-size: 1rem; }
time, .about, .line { color: light-dark(#555, #aaa); font-size: .85rem; font-weight: 400; }
.about { margin: 0; }
.line { text-align: center; }
article { margin: 1rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid currentColor; }
article p { margin: 0; white-space: pre-wrap; }
.customer { border-inline-start-color: light-dark(#999, #666); }
@media print { article { break-inside: avoid; } }
`;

/** SHA-256 of `STYLE`; a test holds it to that. */
const STYLE_HASH = "sha256-RmkIgVDzPReTkAjd2ewrIy2malb0S0N5G3ylKHyxEhY=";
const POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
