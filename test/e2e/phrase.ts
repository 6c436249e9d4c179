/** A sentence of a locale file as the page shows it: `{{name}}` is as given, or anything. */
export function phrase(template: string, params: Record<string, string> = {}): RegExp {
  const pattern = template
    .split(/\{\{(\w+)\}\}/u)
    .map((piece, place) => (place % 2 === 0 ? literal(piece) : isolated(params[piece])))
    .join("");
  return new RegExp(pattern, "u");
}

/** In right-to-left pages, what is filled in stands between invisible marks. */
function isolated(value: string | undefined): string {
  return `[\\u2066-\\u2069]*${value === undefined ? ".+?" : literal(value)}[\\u2066-\\u2069]*`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
