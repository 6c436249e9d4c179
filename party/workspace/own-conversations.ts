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
  const own = await customers.own(customerId);
  return own
    .flatMap(({ id, endedAt: closedAt }) => {
      // While its agent wraps up it has not closed, and for its customer it is over.
      const endedAt = directory.get(id)?.endedAt ?? closedAt;
      return endedAt === null ? [] : [{ id, endedAt }];
    })
    .sort((a, b) => b.endedAt - a.endedAt)
    .slice(0, MOST)
    .map(({ id, endedAt }) => ({
      ...{ id, endedAt: new Date(endedAt).toISOString() },
      lastMessage: directory.get(id)?.lastMessage ?? null,
    }));
}
