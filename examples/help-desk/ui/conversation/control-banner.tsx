import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";

/** Tells the owner that they have control, and gives it back to the AI (H13). */
export function ControlBanner(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!conversation.owned || view.state === "wrap_up" || view.state === "closed") return null;
  const releasing = conversation.busy === "release";
  return (
    <section class="banner" data-part="banner" data-kind="control" aria-label={words.youHaveControl}>
      <p class="banner-text">
        <strong>{words.youHaveControl}</strong>{" "}
        <span class="banner-more">
          {view.state === "agent_joining" ? words.controlJoining : words.controlActive}
        </span>
      </p>
      {view.can.includes("allowAiReplies") && (
        <button
          type="button"
          class="button small"
          data-part="release"
          aria-disabled={releasing}
          onClick={() => conversation.release()}
        >
          {releasing ? words.releasing : words.release}
        </button>
      )}
    </section>
  );
}
