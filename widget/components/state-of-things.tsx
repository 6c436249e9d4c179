import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { backText, queueText, typingText, waitingText } from "../wording.ts";

/** What goes on at the end of the log: somebody types, the spinner, the queue, the end. Nothing that is untrue. */
export function StateOfThings({ chat, words }: { chat: Chat; words: Words }) {
  const view = chat.view.value;
  const typing = typingText(view, words);
  const waiting = waitingText(view, words);
  const queue = queueText(view, words);
  const back = backText(view, chat.notices.told.value.backAt, words, Date.now());
  const newest = view.timeline.at(-1);
  const offers =
    view.canRequestHuman &&
    view.state === "ai_active" &&
    newest?.kind === "message" &&
    newest.offersPerson === true;

  return (
    <>
      {offers && (
        <button type="button" class="chip" onClick={chat.toggleHuman}>
          {words.t("offer.person")}
        </button>
      )}
      {typing !== null && (
        <div part="typing">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{typing}</span>
        </div>
      )}
      {waiting !== null && (
        <div part="waiting">
          <span class="spinner" aria-hidden="true" />
          <span>{waiting}</span>
        </div>
      )}
      {queue !== null && (
        <div part="queue">
          {queue}
          {back !== null && <span class="back">{back}</span>}
        </div>
      )}
    </>
  );
}
