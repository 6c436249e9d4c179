import type { OpenConversation } from "../../model/open-conversation.ts";

/** A race that somebody else won: who, and when (H6). */
export function LostBanner({ conversation }: { conversation: OpenConversation }) {
  if (conversation.lost === null) return null;
  return (
    <p class="banner quiet" data-part="banner" data-kind="lost" role="status">
      {conversation.lost}
    </p>
  );
}
