import type { ConversationLink } from "./conversation-link.ts";
import type { Cooldowns } from "./cooldowns.ts";
import type { Directory } from "./directory.ts";
import type { Erasures } from "./erasures.ts";
import type { Wish } from "./wishes.ts";

export type WishWorkPorts = {
  conversations: ConversationLink;
  directory: Directory;
  erasures: Erasures;
  cooldowns: Cooldowns;
};

/** Tells a conversation what it must be told; true once it is done. May be repeated. */
export async function carryOut(wish: Wish, ports: WishWorkPorts): Promise<boolean> {
  const { conversations, directory, erasures, cooldowns } = ports;
  const { conversationId } = wish;
  if (wish.kind === "erase") return conversations.erase(conversationId);
  const { successorId } = wish;
  if (!(await conversations.tell(conversationId, { kind: "merged", successorId }))) return false;
  // What held for who they were holds where they go on.
  if (directory.isOpen(successorId) && !(await cooldowns.tell(successorId))) return false;
  // One that had not begun never will: nothing of it is worth keeping here.
  const head = await conversations.head(conversationId);
  if (head && !head.started && !(await erasures.isGone(conversationId))) {
    await erasures.conversation(conversationId);
  }
  return head !== null;
}
