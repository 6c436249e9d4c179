import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { ATTACHMENT_TYPES } from "../../conversation/protocol/attachment-types.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { absenceText, noticeText } from "../wording.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { Icon } from "./icons.tsx";
import { lazy } from "./lazy.tsx";
import { useTray } from "./use-tray.ts";

type Props = { chat: Chat; words: Words; field: RefObject<HTMLTextAreaElement | null> };

const Chips = lazy(() => import("../attachments/chips.tsx").then((module) => module.Chips));
/** Some systems know these by their endings alone. */
const ACCEPTED = [...ATTACHMENT_TYPES, ".txt", ".csv", ".log"].join();
const NO_FILES: readonly Attachment[] = [];

/** Where the visitor writes, and who they want to write to. */
export function Composer({ chat, words, field }: Props) {
  const draft = chat.draft.value;
  const picker = useRef<HTMLInputElement>(null);
  const { tray, isOver, add } = useTray(chat, field);
  /** Null while a file is on its way, or has failed: the message waits for what is to go with it. */
  const files = tray ? tray.ready() : NO_FILES;
  const isNothing = draft.trim() === "" && files?.length === 0;

  function send(): void {
    if (!files || !chat.send(draft, files)) return;
    chat.setDraft("");
    tray?.clear();
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
      {tray && <Chips {...{ tray, words }} onEmpty={() => field.current?.focus()} />}
      {isOver && <p class="drop">{words.t("attachment.drop")}</p>}
      <div class="field">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          onChange={({ currentTarget }) => {
            void add([...(currentTarget.files ?? [])]);
            // The same file may be picked again.
            currentTarget.value = "";
          }}
        />
        {chat.notices.told.value.takesFiles && (
          <button
            type="button"
            part="attach"
            class="plain"
            aria-label={words.t("attachment.add")}
            onClick={() => picker.current?.click()}
          >
            <Icon name="attach" />
          </button>
        )}
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
        <EmojiButton {...{ chat, words, field }} />
        <button
          type="submit"
          part="send"
          aria-label={words.t("composer.send")}
          disabled={isNothing || files === null}
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
