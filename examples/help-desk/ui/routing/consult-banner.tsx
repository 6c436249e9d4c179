import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";

/** Tells who reads along that they do, and lets them go (S4). */
export function ConsultBanner(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!conversation.consulting || conversation.owned) return null;
  const leaving = conversation.busy === "leave";
  return (
    <section class="banner quiet" data-part="banner" data-kind="consulting" aria-label={words.consult.youAre}>
      <p class="banner-text">
        <strong>{words.consult.youAre}</strong>{" "}
        <span class="banner-more">
          {view.can.includes("send") ? words.consult.textJoined : words.consult.text}
        </span>
      </p>
      {(view.can.includes("leaveConsult") || leaving) && (
        <button
          type="button"
          class="button small"
          data-part="leave-consult"
          aria-disabled={leaving}
          onClick={() => void conversation.leave()}
        >
          {leaving ? words.consult.leaving : words.consult.leave}
        </button>
      )}
    </section>
  );
}
