import type { RefObject } from "preact";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { absenceText, noticeText } from "../wording.ts";
import { Icon } from "./icons.tsx";

type Props = { chat: Chat; words: Words; field: RefObject<HTMLTextAreaElement | null> };

/** Where the visitor writes, and who they want to write to. */
export function Composer({ chat, words, field }: Props) {
  const draft = chat.draft.value;

  function send(): void {
    if (chat.send(draft)) chat.setDraft("");
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter that picks a candidate of an input method sends nothing; Safari says so by the key code alone.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      class="compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {chat.notice.value && (
        <p class="notice" role="alert">
          {noticeText(chat.notice.value, words, Date.now())}
        </p>
      )}
      <div class="field">
        {/* A copy of the text gives the field its height; what is measured by script would stutter. */}
        <div class="grow" data-text={draft}>
          <textarea
            part="composer"
            ref={field}
            rows={1}
            // An empty field has no text to go by: it follows the widget.
            dir={draft === "" ? undefined : "auto"}
            maxLength={LIMITS.text}
            enterkeyhint="send"
            aria-label={words.t("composer.label")}
            placeholder={words.t("composer.placeholder")}
            value={draft}
            onInput={({ currentTarget }) => chat.type(currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <button
          type="submit"
          part="send"
          aria-label={words.t("composer.send")}
          disabled={draft.trim() === ""}
        >
          <Icon name="send" />
        </button>
      </div>
      <WhoAnswers chat={chat} words={words} />
    </form>
  );
}

/** One button that stays where it is, so that keyboard focus does too. */
function WhoAnswers({ chat, words }: Omit<Props, "field">) {
  const { state, canRequestHuman } = chat.view.value;
  const isQueued = state === "queued";
  if (!isQueued && !(canRequestHuman && state === "ai_active")) return null;
  const back = absenceText(chat.view.value, chat.notices.told.value.backAt, words, Date.now());
  return (
    <div class="who-answers">
      <button
        type="button"
        class="switch"
        part={isQueued ? "return-to-ai" : "request-human"}
        aria-disabled={chat.asking.value}
        aria-describedby={back === null ? undefined : "back"}
        onClick={chat.toggleHuman}
      >
        <Icon name={isQueued ? "back" : "person"} />
        {words.t(isQueued ? "request.ai" : "request.human")}
      </button>
      {back !== null && (
        <p part="back" id="back">
          {back}
        </p>
      )}
    </div>
  );
}
