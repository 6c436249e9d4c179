import type { Entry } from "../conversation/core/view/types.ts";
import { sameDay } from "./format.ts";

export type Message = Extract<Entry, { kind: "message" }>;
export type Separator = Extract<Entry, { kind: "separator" }>;
export type SystemLine = Extract<Entry, { kind: "system" }>;

/** What the log shows, top to bottom. */
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "group"; key: string; messages: readonly [Message, ...Message[]] }
  | { kind: "separator"; key: string; entry: Separator }
  | { kind: "system"; key: string; entry: SystemLine };

/** A stretch of the log. What has not changed since the last time is the same object, and so are rows in it. */
export type Page = {
  number: number;
  rows: readonly Row[];
  /** What it was made of. */
  entries: readonly Entry[];
  before: Entry | undefined;
};

/** Entries on a page, by their place in the ledger: loading earlier ones moves nothing to another page. */
const PAGE = 100;

/**
 * Makes the pages of a log from one view to the next. While a reply streams into ten thousand messages, that is one
 * new page a frame. Messages that fall on two pages are not grouped.
 */
export function createPages(): (timeline: readonly Entry[]) => readonly Page[] {
  let known: ReadonlyMap<number, Page> = new Map();
  return (timeline) => {
    const pages: Page[] = [];
    let before: Entry | undefined;
    for (let from = 0; from < timeline.length; ) {
      const { number, to } = stretch(timeline, from, before);
      const page = known.get(number);
      const isSame = page && page.before === before && holds(page.entries, timeline, from, to);
      pages.push(isSame ? page : pageOf(number, timeline.slice(from, to), before, page?.rows));
      before = timeline[to - 1];
      from = to;
    }
    known = new Map(pages.map((page) => [page.number, page]));
    return pages;
  };
}

/** Which page begins here, and where it ends. What is not committed yet stands where it will be. */
function stretch(timeline: readonly Entry[], from: number, before: Entry | undefined) {
  const first = timeline[from]?.seq ?? (before?.seq ?? 0) + 1;
  const number = Math.ceil(first / PAGE);
  let seq = first;
  let to = from + 1;
  while (to < timeline.length) {
    seq = timeline[to]?.seq ?? seq + 1;
    if (Math.ceil(seq / PAGE) !== number) break;
    to += 1;
  }
  return { number, to };
}

function holds(entries: readonly Entry[], timeline: readonly Entry[], from: number, to: number): boolean {
  return entries.length === to - from && entries.every((entry, index) => entry === timeline[from + index]);
}

function pageOf(
  number: number,
  entries: readonly Entry[],
  before: Entry | undefined,
  known: readonly Row[] = [],
): Page {
  const byKey = new Map(known.map((row) => [row.key, row]));
  const rows = rowsOf(entries, before).map((row) => {
    const old = byKey.get(row.key);
    return old && showsSame(old, row) ? old : row;
  });
  return { number, rows, entries, before };
}

function showsSame(old: Row, row: Row): boolean {
  if (old.kind === "group" && row.kind === "group") {
    return holds(old.messages, row.messages, 0, row.messages.length);
  }
  if ("entry" in old && "entry" in row) return old.entry === row.entry;
  return old.kind === "day" && row.kind === "day";
}

/** Puts a line at each new day, and messages of one author within one minute together. */
export function rowsOf(timeline: readonly Entry[], previous?: Entry): Row[] {
  const rows: Row[] = [];
  let before = previous;
  for (const entry of timeline) {
    // Notes are for agents (H17) and never reach a customer; were one here, it would not be shown.
    if (entry.kind === "note") continue;
    if (!before || !sameDay(before.at, entry.at))
      rows.push({ kind: "day", key: `day ${entry.id}`, at: entry.at });
    before = entry;
    const last = rows.at(-1);
    if (entry.kind !== "message") rows.push(lineOf(entry));
    else if (last?.kind === "group" && belongTogether(last.messages[0], entry)) {
      rows[rows.length - 1] = { ...last, messages: [...last.messages, entry] };
    } else rows.push({ kind: "group", key: entry.id, messages: [entry] });
  }
  return rows;
}

function lineOf(entry: Separator | SystemLine): Row {
  return entry.kind === "separator"
    ? { kind: "separator", key: entry.id, entry }
    : { kind: "system", key: entry.id, entry };
}

function belongTogether(one: Message, other: Message): boolean {
  const minute = (at: string) => Math.floor(Date.parse(at) / 60_000);
  const [first, second] = [one.author, other.author];
  return (
    first.role === second.role &&
    // There is one customer; before the room has said who that is, the id is empty.
    (first.role === "customer" || first.id === second.id) &&
    minute(one.at) === minute(other.at)
  );
}
