import type { EarlierConversation } from "../../conversation/protocol/workspace.ts";
import type { Customers } from "./customers.ts";
import type { Directory } from "./directory.ts";

/** As many as anybody looks through. */
const MOST = 50;

/**
 * A customer's own conversations that are over, newest first. What they wrote before they turned out to be somebody else
 * is not among them: nobody who has that name now is shown it (A11).
 */
export async function ownConversations(
  { customers, directory }: { customers: Customers; directory: Directory },
  customerId: string,
): Promise<EarlierConversation[]> {
  const { conversations } = await customers.holdings(customerId);
  const found = await Promise.all(
    conversations.map(async (id) => {
      const stored = await customers.conversation(id);
      const row = directory.get(id);
      // While its agent wraps up it has not closed, and for its customer it is over.
      const endedAt = stored?.endedAt ?? (row?.state === "wrap_up" ? Date.parse(row.updatedAt) : null);
      if (!stored || stored.isShed || endedAt === null) return [];
      return [{ id, endedAt, lastMessage: row?.lastMessage ?? null }];
    }),
  );
  return found
    .flat()
    .sort((a, b) => b.endedAt - a.endedAt)
    .slice(0, MOST)
    .map(({ endedAt, ...rest }) => ({ ...rest, endedAt: new Date(endedAt).toISOString() }));
}
