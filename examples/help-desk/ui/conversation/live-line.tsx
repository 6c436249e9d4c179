import type { ConversationView } from "../../desk.ts";
import { words } from "../../words.ts";

/** What happens right now, on a line that is always there, so that nothing moves when it fills. */
export function LiveLine({ view, away }: { view: ConversationView; away: boolean }) {
  const streaming = view.timeline.some((entry) => entry.kind === "message" && entry.state === "streaming");
  const [typing] = view.typing;
  return (
    <p class="live-line">
      {away ? (
        <span data-part="room-away">{words.reconnecting}</span>
      ) : typing ? (
        <span data-part="typing">{words.typing(typing.name || (view.customer?.name ?? words.customer))}</span>
      ) : view.aiReply === "generating" && !streaming ? (
        <span data-part="ai-writing">{words.aiWriting}</span>
      ) : null}
    </p>
  );
}
