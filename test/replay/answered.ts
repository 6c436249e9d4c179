import type { Reading } from "../checker/reading.ts";

/** What has become of the last thing that a customer wrote. */
export const ENDS = ["the AI", "a person", "told when", "told that nobody is there", "nobody"] as const;
export type End = (typeof ENDS)[number];

/** An entry, as far as it matters here: of the ledger, or of what a screen shows of it. */
type Shown =
  | { kind: "message"; author: { role: string }; state: string }
  | { kind: "system"; code: string; params: Readonly<Record<string, string | number>> }
  | { kind: "separator" | "note" };

/**
 * Who has answered the customer's last message, or how they were told where that leaves them. Half of an answer, cut
 * short, is none. `backAt` is what the customer's screen says of when people are back.
 */
export function endOf(entries: readonly Shown[], backAt: string | null): End {
  const last = entries.findLastIndex((entry) => isBy(entry, "customer"));
  const since = entries.slice(last + 1);
  if (since.some((entry) => isBy(entry, "agent"))) return "a person";
  if (since.some((entry) => isBy(entry, "ai"))) return "the AI";
  const told = since.flatMap((entry) =>
    entry.kind === "system" && entry.code === "no_agent_available" ? [entry.params.backAt] : [],
  );
  if (backAt !== null || told.some((when) => when !== undefined)) return "told when";
  return told.length > 0 ? "told that nobody is there" : "nobody";
}

/** The same, as a fresh connection of the customer's was told at the end. */
export function endIn({ connections, final }: Reading): End {
  const states = connections
    .filter(({ role, verifies }) => role === "customer" && verifies)
    .flatMap(({ steps }) => steps.flatMap(({ frame }) => (frame.type === "welcome" ? [frame.state] : [])));
  const state = states.at(-1);
  return endOf(final.public, state?.audience === "customer" ? state.backAt : null);
}

function isBy(entry: Shown, role: "customer" | "agent" | "ai"): boolean {
  if (entry.kind !== "message" || entry.author.role !== role) return false;
  return role === "customer" || entry.state === "sent";
}
