import type { AgentPresence, DeskDownFrame, DirectoryRow } from "../conversation/protocol/workspace.ts";

/** The workspace's conversations and its agents' presence, in no particular order. Immutable. */
export type Directory = { rows: readonly DirectoryRow[]; agents: readonly AgentPresence[] };

export type DirectoryReplica = Directory & { revision: number };

type DirectoryFrame = Extract<DeskDownFrame, { type: "welcome" | "directory" }>;

/** The directory after one more frame; null when a revision before it was missed, so that all must be fetched. */
export function receiveDirectory(
  known: DirectoryReplica | null,
  frame: DirectoryFrame,
): DirectoryReplica | null {
  const { revision, rows } = frame;
  if (frame.type === "welcome") return { revision, rows, agents: frame.agents };
  if (!known || revision > known.revision + 1) return null;
  // A late copy of what is known.
  if (revision <= known.revision) return known;
  const next = new Map(known.rows.map((row) => [row.id, row]));
  for (const id of frame.removed) next.delete(id);
  for (const row of rows) {
    if (row.version >= (next.get(row.id)?.version ?? 0)) next.set(row.id, row);
  }
  return { revision, rows: [...next.values()], agents: frame.agents ?? known.agents };
}
