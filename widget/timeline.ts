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

/** Puts a line at each new day, and messages of one author within one minute together. */
export function rowsOf(timeline: readonly Entry[]): Row[] {
  const rows: Row[] = [];
  let before: Entry | undefined;
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
