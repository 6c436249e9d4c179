import type { DeskRow } from "../conversation/protocol/workspace.ts";
import type { DirectoryReplica } from "./directory.ts";

/** As a conversation tells it that is open here, less the reason: that is in the conversation. */
export type TeamNews = {
  kind: "escalated" | "re_escalated";
  conversationId: string;
  /** `by` is `customer` where they have written since, and it was not raised again. */
  params: { escalationId: string; by?: "customer" };
};

/** What a member of a team is told when one directory follows another (E8). */
export function teamNews(before: DirectoryReplica, after: DirectoryReplica): TeamNews[] {
  const known = new Map(before.rows.map((row) => [row.id, row]));
  return after.rows.flatMap((row) => (known.get(row.id) === row ? [] : newsOf(known.get(row.id), row)));
}

function newsOf(before: DeskRow | undefined, row: DeskRow): TeamNews[] {
  const marks = new Map(before?.escalatedToYou?.map(({ id, mark }) => [id, mark]));
  const open = row.escalatedToYou ?? [];
  const raised = open.flatMap(({ id, mark }): TeamNews[] => {
    if (marks.get(id) === mark) return [];
    const kind = marks.has(id) ? "re_escalated" : "escalated";
    return [{ kind, conversationId: row.id, params: { escalationId: id } }];
  });
  const [first] = open;
  if (raised.length > 0 || !first || !hasWritten(before, row)) return raised;
  const params = { escalationId: first.id, by: "customer" } as const;
  return [{ kind: "re_escalated", conversationId: row.id, params }];
}

function hasWritten(before: DeskRow | undefined, { lastMessage }: DeskRow): boolean {
  return lastMessage?.role === "customer" && lastMessage.at !== before?.lastMessage?.at;
}
