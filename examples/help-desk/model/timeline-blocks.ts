import type { Entry } from "../desk.ts";
import { sameDay } from "./time.ts";

/** The timeline as it is read: days, runs of one author's messages, notes, separators, system lines. */

export type MessageEntry = Extract<Entry, { kind: "message" }>;
export type NoteEntry = Extract<Entry, { kind: "note" }>;
export type SeparatorEntry = Extract<Entry, { kind: "separator" }>;
export type SystemEntry = Extract<Entry, { kind: "system" }>;

export type Block =
  | { kind: "day"; key: string; at: string }
  | { kind: "messages"; key: string; at: string; author: MessageEntry["author"]; entries: MessageEntry[] }
  | { kind: "note"; key: string; entry: NoteEntry }
  | { kind: "separator"; key: string; entry: SeparatorEntry }
  | { kind: "system"; key: string; at: string; entries: SystemEntry[] };

/** Whether both show the very same entries: the SDK keeps an entry's object until it changes. */
export function sameBlock(a: Block, b: Block): boolean {
  if (a.key !== b.key) return false;
  const [theirs, ours] = [entriesOf(a), entriesOf(b)];
  return theirs.length === ours.length && theirs.every((entry, place) => entry === ours[place]);
}

function entriesOf(block: Block): readonly Entry[] {
  if (block.kind === "day") return [];
  return "entries" in block ? block.entries : [block.entry];
}

const TOGETHER_MS = 60_000;

export function timelineBlocks(timeline: readonly Entry[]): Block[] {
  const blocks: Block[] = [];
  let day: Date | null = null;
  for (const entry of timeline) {
    const at = new Date(entry.at);
    if (day === null || !sameDay(day, at)) {
      blocks.push({ kind: "day", key: `day ${at.toDateString()}`, at: entry.at });
      day = at;
    }
    const last = blocks.at(-1);
    if (last && joins(last, entry)) continue;
    blocks.push(blockOf(entry));
  }
  return blocks;
}

/** Takes the entry into the block where they are read as one: same author and minute, or neighbouring lines. */
function joins(last: Block, entry: Entry): boolean {
  if (last.kind === "system" && entry.kind === "system" && near(last.entries.at(-1), entry)) {
    last.entries.push(entry);
    return true;
  }
  if (last.kind !== "messages" || entry.kind !== "message") return false;
  const { author } = last;
  if (last.entries[0]?.origin !== entry.origin) return false;
  if (author.id !== entry.author.id || author.role !== entry.author.role) return false;
  if (!near(last.entries.at(-1), entry)) return false;
  last.entries.push(entry);
  return true;
}

function near(before: Entry | undefined, entry: Entry): boolean {
  return before !== undefined && Date.parse(entry.at) - Date.parse(before.at) < TOGETHER_MS;
}

function blockOf(entry: Entry): Block {
  const key = keyOf(entry);
  switch (entry.kind) {
    case "message":
      return { kind: "messages", key, at: entry.at, author: entry.author, entries: [entry] };
    case "note":
      return { kind: "note", key, entry };
    case "separator":
      return { kind: "separator", key, entry };
    case "system":
      return { kind: "system", key, at: entry.at, entries: [entry] };
  }
}

/** An own message keeps its key when it is committed, so its element stays. */
export function keyOf(entry: Entry): string {
  const clientId = "clientId" in entry ? entry.clientId : undefined;
  return `${entry.ledger} ${clientId ?? entry.id}`;
}
