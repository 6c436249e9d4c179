import type { AgentPresence, DeskDownFrame, DeskRow, Team } from "../conversation/protocol/workspace.ts";

/** The workspace's conversations and its agents' presence, in no particular order. Immutable. */
export type Directory = {
  /** `monitor` is there for those who may know who monitors, and absent for all others. */
  rows: readonly DeskRow[];
  /** Presence, load and teams of everybody who has been seen, this agent among them. */
  agents: readonly AgentPresence[];
  teams: readonly Team[];
  /** The workspace tells its agents that conversations may be monitored: show it. It never depends on whether any is. */
  monitoringNotice: boolean;
  /** IANA name of the zone of the workspace's business hours: show `aiResumesAt` in it. Null where it has none. */
  timeZone: string | null;
  /** The transfers that this agent is asked to accept, themselves or with a team of theirs. */
  offers: readonly IncomingOffer[];
};

/** What was said with the offer is in the conversation: `desk.conversation(id).snapshot().transferOffer`. */
export type IncomingOffer = { conversationId: string; offer: NonNullable<DeskRow["transferOffer"]> };

/** As the workspace has told it. */
export type DirectoryReplica = Omit<Directory, "offers"> & { revision: number };

type DirectoryFrame = Extract<DeskDownFrame, { type: "welcome" | "directory" }>;

/** The directory after one more frame; null when a revision before it was missed, so that all must be fetched. */
export function receiveDirectory(
  known: DirectoryReplica | null,
  frame: DirectoryFrame,
): DirectoryReplica | null {
  const { revision, rows } = frame;
  if (frame.type === "welcome") {
    const { agents, teams, monitoringNotice, timeZone } = frame;
    return { revision, rows, agents, teams, monitoringNotice, timeZone };
  }
  if (!known || revision > known.revision + 1) return null;
  // A late copy of what is known.
  if (revision <= known.revision) return known;
  const next = new Map(known.rows.map((row) => [row.id, row]));
  for (const id of frame.removed) next.delete(id);
  for (const row of rows) {
    if (row.version >= (next.get(row.id)?.version ?? 0)) next.set(row.id, row);
  }
  return { ...known, revision, rows: [...next.values()], agents: frame.agents ?? known.agents };
}
