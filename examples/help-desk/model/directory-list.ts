import type { DirectoryRow } from "../desk.ts";

/** Which conversations the directory shows, and in which order. */

export const VIEWS = ["open", "queue", "mine", "ai", "team", "ended"] as const;
export type View = (typeof VIEWS)[number];
export const SORTS = ["waiting", "latest", "name"] as const;
export type Sort = (typeof SORTS)[number];
export type Query = { view: View; sort: Sort; search: string };

export function arrange(
  rows: readonly DirectoryRow[],
  query: Query,
  myId: string | null,
): readonly DirectoryRow[] {
  const wanted = fold(query.search).split(/\s+/u).filter(Boolean);
  return rows
    .filter((row) => inView(row, query.view, myId) && matches(row, wanted))
    .sort((a, b) => compare(a, b, query.sort) || a.id.localeCompare(b.id));
}

export function countIn(rows: readonly DirectoryRow[], view: View, myId: string | null): number {
  return rows.filter((row) => inView(row, view, myId)).length;
}

function inView(row: DirectoryRow, view: View, myId: string | null): boolean {
  const ended = row.state === "wrap_up" || row.state === "closed";
  switch (view) {
    case "open":
      return !ended;
    case "queue":
      return row.state === "queued";
    case "mine":
      return row.owner !== null && row.owner.id === myId;
    case "ai":
      return row.state === "ai_active";
    case "team":
      return !ended && row.owner !== null;
    case "ended":
      return ended;
  }
}

function matches(row: DirectoryRow, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const text = fold(
    [row.customer.name, row.subject, row.lastMessage?.text, row.owner?.name].filter(Boolean).join(" "),
  );
  return wanted.every((word) => text.includes(word));
}

function compare(a: DirectoryRow, b: DirectoryRow, sort: Sort): number {
  switch (sort) {
    case "waiting":
      // Who waits for a person stands first, the longest wait on top; then the newest talk.
      return waitOf(a) - waitOf(b) || byLatest(a, b);
    case "latest":
      return byLatest(a, b);
    case "name":
      return a.customer.name.localeCompare(b.customer.name) || byLatest(a, b);
  }
}

/** Whoever does not wait stands after all who do. */
function waitOf({ waitingSince }: DirectoryRow): number {
  return waitingSince === null ? Number.MAX_SAFE_INTEGER : Date.parse(waitingSince);
}

function byLatest(a: DirectoryRow, b: DirectoryRow): number {
  return latestOf(b) - latestOf(a);
}

function latestOf({ lastMessage, createdAt }: DirectoryRow): number {
  return Date.parse(lastMessage?.at ?? createdAt);
}

/** Case and accents do not matter to a search. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
