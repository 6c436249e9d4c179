import type { CustomerView, Entry } from "../../conversation/core/view/types.ts";

/** What a conversation's log is made of, each thing a minute after the one before. */

type Message = Extract<Entry, { kind: "message" }>;
export type Words = { role: Message["author"]["role"] } & Pick<Message, "text"> & Partial<Message>;
export type Said =
  | Words
  | { kind: "separator"; code: "live_chat" | "ai_resumed" }
  | { kind: "system"; code: string; params?: Record<string, string> };

/** When the gallery is looked at. */
export const NOW = new Date("2026-11-20T14:30:00.000Z");
const MINUTE_MS = 60_000;

export const ANN = { id: "ann", name: "Ann" };
const NAMES = { customer: "Kim", ai: "", agent: "Ann", system: "" } as const;

/** The log, ending a minute ago; what comes `before` it was said the day before. */
export function talk(
  said: readonly Said[],
  before: readonly Said[] = [],
): Pick<CustomerView, "id" | "timeline"> {
  const earlier = before.map((one, index) => entryOf(one, index + 1, minutesAgo(26 * 60 - index)));
  const today = said.map((one, index) =>
    entryOf(one, before.length + index + 1, minutesAgo(said.length - index)),
  );
  return { id: "demo:one", timeline: [...earlier, ...today] };
}

function entryOf(said: Said, seq: number, at: string): Entry {
  const head = { id: `m${seq}`, ledger: "public", seq, at, cycle: 0 } as const;
  if (said.kind === "separator") return { ...head, ...said };
  if (said.kind === "system") return { ...head, params: {}, ...said };
  const { role, ...rest } = said;
  return { ...head, state: "sent", ...rest, kind: "message", author: { id: role, name: NAMES[role], role } };
}

function minutesAgo(minutes: number): string {
  return new Date(NOW.getTime() - minutes * MINUTE_MS).toISOString();
}
