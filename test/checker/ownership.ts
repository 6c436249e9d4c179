import type { InternalEntry } from "../../conversation/protocol/entry.ts";
import type { Reading } from "./reading.ts";

/** Who has the conversation, and who has joined it openly, as the ledgers tell it. */
export type Ownership = {
  owner: string | null;
  /** Who may write beside the owner (S4). */
  joined: ReadonlySet<string>;
};

export type SystemEntry = Extract<InternalEntry, { kind: "system" }>;

const NOBODY: Ownership = { owner: null, joined: new Set() };

/** After which internal entries a conversation is nobody's. */
const LOSES: readonly string[] = ["ai_resumed", "returned_to_queue"];

/** What an internal entry makes of it. */
export function ownershipAfter(before: Ownership, { code, params }: SystemEntry): Ownership {
  const by = String(params.byId);
  if (LOSES.includes(code)) return { ...before, owner: null };
  if (code === "participant_joined") return { ...before, joined: new Set([...before.joined, by]) };
  if (code === "participant_left") return { ...before, joined: without(before.joined, by) };
  // Who accepts what nobody has takes it over, which an entry of its own says.
  const isTaken = code === "taken_over" || code === "taken_over_from_agent";
  const isHandedOver = code === "transfer_accepted" && params.fromId !== undefined;
  if (!isTaken && !isHandedOver) return before;
  return { owner: by, joined: without(before.joined, by, String(params.fromId)) };
}

/** Calls `see` with every public entry, and with who has the conversation when it is committed. */
export function throughout(
  { public: spoken, internal }: Reading["final"],
  see: (entry: Reading["final"]["public"][number], ownership: Ownership) => void,
): void {
  let ownership = NOBODY;
  let next = 0;
  for (const entry of spoken) {
    for (; (internal[next]?.after ?? entry.seq) < entry.seq; next += 1) {
      const noted = internal[next];
      if (noted?.kind === "system") ownership = ownershipAfter(ownership, noted);
    }
    see(entry, ownership);
    if (entry.kind === "system" && entry.code === "conversation_ended") ownership = NOBODY;
  }
}

/** Calls `see` with every internal system entry, and with who has the conversation before it. */
export function throughoutInternal(
  { public: spoken, internal }: Reading["final"],
  see: (entry: SystemEntry, before: Ownership) => void,
): void {
  const end = spoken.find((entry) => entry.kind === "system" && entry.code === "conversation_ended")?.seq;
  let ownership = NOBODY;
  for (const entry of internal) {
    if (end !== undefined && entry.after >= end) ownership = NOBODY;
    if (entry.kind !== "system") continue;
    see(entry, ownership);
    ownership = ownershipAfter(ownership, entry);
  }
}

function without(joined: ReadonlySet<string>, ...people: readonly string[]): ReadonlySet<string> {
  return people.some((id) => joined.has(id))
    ? new Set([...joined].filter((id) => !people.includes(id)))
    : joined;
}
