import type { Entry } from "../conversation/client/conversation-client.ts";
import type { Person } from "../conversation/protocol/shared.ts";

/** The lines of a transcript that tell what was done: the timeline is read from them. */
export type Line = Extract<Entry, { kind: "system" }>;

export function isLine(entry: Entry): entry is Line {
  return entry.kind === "system";
}

/** The person that a line names as `by` (and `byId`), `to`, `from`, …; null where it names none. */
export function personIn({ params }: Line, name: string): Person | null {
  const id = params[`${name}Id`];
  return id === undefined || id === "" ? null : { id: String(id), name: String(params[name] ?? id) };
}

export function textIn({ params }: Line, name: string): string | null {
  const text = params[name];
  return text === undefined || text === "" ? null : String(text);
}

/** Milliseconds between two times. */
export function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
