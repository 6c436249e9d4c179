import type { OpenConversation } from "../../model/open-conversation.ts";
import { useConsole } from "../use-console.ts";

/** Who took the conversation from this agent, when, and that what they were writing is not lost (T4). */
export function DisplacedBanner({ conversation }: { conversation: OpenConversation }) {
  const said = useConsole().displacedWords(conversation.id);
  if (conversation.displacement === undefined || said === null) return null;
  return (
    <p class="banner" data-part="banner" data-kind="displaced" role="alert">
      {said}
    </p>
  );
}
