import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { workspaceTime } from "../../model/time.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";

/** Tells the owner that they have control, and gives it back to the AI (H13). */
export function ControlBanner(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  if (!conversation.owned || view.state === "wrap_up" || view.state === "closed") return null;
  const { timeZone } = useConsole();
  const resumes =
    view.aiResumesAt === null ? null : words.closing.resumes(workspaceTime(view.aiResumesAt, timeZone.value));
  const isOneLine = view.escalations.length > 0;
  const releasing = conversation.busy === "release";
  return (
    <section
      class="banner"
      data-part="banner"
      data-kind="control"
      data-one-line={isOneLine || undefined}
      aria-label={words.youHaveControl}
    >
      <p class="banner-text">
        <strong>{words.youHaveControl}</strong>{" "}
        {/* Below an escalation there is room for one line (E9): closing time is worth it, and the spinner. */}
        {!(isOneLine && (resumes !== null || view.state !== "agent_joining")) && (
          <span class="banner-more">
            {view.state === "agent_joining" ? words.controlJoining : words.controlActive}
          </span>
        )}{" "}
        <span class="banner-more" role="status">
          {resumes !== null && <span data-part="ai-resumes">{resumes}</span>}
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
