import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type ConversationView, LONGEST_TEXT } from "../../desk.ts";
import { type ComposerMode, type Draft, MODES, type Mode, type ReplyEdit } from "../../model/drafts.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { CopyDraft } from "../routing/copy-draft.tsx";
import { useConsole } from "../use-console.ts";
import { AttachFile } from "./attach-file.tsx";
import { EditWays } from "./edit-ways.tsx";
import { ModeSwitch } from "./mode-switch.tsx";
import { SendingIn } from "./sending-in.tsx";

type ComposerProps = { conversation: OpenConversation; view: ConversationView; name: string };

/** Replies to the customer, notes to the team, and a reply of the AI that is changed; each keeps its own draft. */
export function Composer(props: ComposerProps) {
  const { conversation, view } = props;
  const { reply, edit } = useConsole().drafts.of(conversation.id).value;
  const ended = view.state === "wrap_up" || view.state === "closed";
  // The form that the end has left has a note of its own.
  if (ended && view.wrapUp !== null && reply === "" && !edit?.open) return null;
  return <ComposerForm {...props} />;
}

function ComposerForm({ conversation, view, name }: ComposerProps) {
  const console = useConsole();
  const draft = console.drafts.of(conversation.id).value;
  const { replyControl } = conversation;
  const modes = modesOf(view, conversation.watching, draft);
  const mode = modes.find((one) => one === draft.mode) ?? modes[0] ?? "reply";
  const edit = mode === "edit" ? draft.edit : null;
  const text = mode === "edit" ? (edit?.text ?? "") : draft[mode];
  const field = useRef<HTMLTextAreaElement>(null);

  const sending = edit !== null && replyControl.busy === "edit";
  const gone = edit !== null && !sending && view.heldReply?.replyId !== edit.replyId;
  const refused = mode === "edit" ? null : whyNot(mode, view, conversation.watching);
  /** It cannot be sent any more and is still there, to be read and copied. */
  const kept = refused !== null && text !== "";
  const excess = text.length - LONGEST_TEXT;
  const sendable = refused === null && !gone && !sending && text.trim() !== "" && excess <= 0;

  const notice = noticeOf(conversation, draft, edit, gone);
  const label = labelOf(mode, name);

  const send = () => {
    if (!sendable) return;
    if (mode === "edit") {
      void replyControl.sendEdit();
      return;
    }
    console.drafts.write(conversation.id, "", mode);
    void conversation.write(mode, text.trim());
  };

  useLayoutEffect(() => fitToText(field.current), [text, mode]);
  const call = console.composerCall.value;
  useEffect(() => {
    if (call?.id !== conversation.id) return;
    console.composerCall.value = null;
    field.current?.focus();
  }, [call]);
  useLayoutEffect(() => {
    const { current } = field;
    return () => {
      // Taken away while somebody writes: the keyboard goes to what was written.
      if (current !== document.activeElement || !current?.value) return;
      console.callComposer(conversation.id);
    };
  }, []);

  return (
    <form
      class="composer-frame"
      data-mode={mode}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {notice !== null && (
        <p class="composer-notice" data-part="composer-notice" role="alert">
          {notice}
        </p>
      )}
      <ModeSwitch
        mode={mode}
        modes={modes}
        onChange={(chosen) => console.drafts.switchTo(conversation.id, chosen)}
      />
      <textarea
        ref={field}
        class="composer"
        data-part="composer"
        // Empty, it stands where its placeholder is read from.
        dir={text === "" ? undefined : "auto"}
        rows={2}
        aria-label={label}
        aria-describedby="composer-hint"
        placeholder={refused ? "" : label}
        disabled={refused !== null && !kept}
        readOnly={kept || sending}
        data-kept={kept || undefined}
        value={text}
        onInput={(event) => {
          console.drafts.write(conversation.id, event.currentTarget.value, mode);
          if (mode === "reply") conversation.typing(true);
        }}
        onBlur={() => conversation.typing(false)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            // One that is gone can only be put away on purpose.
            if (edit && !gone && !sending) replyControl.stopEdit();
            else event.currentTarget.blur();
          }
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch()) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-foot">
        <p id="composer-hint" class="composer-hint" data-part="composer-hint">
          {excess > 0 ? (
            words.tooLong(excess)
          ) : edit && view.heldReply && !gone ? (
            <>
              <SendingIn until={view.heldReply.dueAt} />
              <span class="line-dot"> · </span>
              {words.heldReply.editHint}
            </>
          ) : (
            (refused ?? hint(mode, view))
          )}
        </p>
        {edit ? (
          <EditWays {...{ conversation, view, text, gone, sendable }} />
        ) : kept ? (
          <div class="composer-ways" data-part="kept-draft">
            {mode === "reply" && modes.includes("note") && (
              <button
                type="button"
                class="button small"
                data-part="draft-to-note"
                onClick={() => {
                  console.drafts.replyToNote(conversation.id);
                  console.callComposer(conversation.id);
                }}
              >
                {words.draftToNote}
              </button>
            )}
            <CopyDraft text={text} />
          </div>
        ) : (
          <div class="composer-ways">
            {mode === "reply" && <AttachFile conversation={conversation} disabled={refused !== null} />}
            <button type="submit" class="button primary" data-part="send" disabled={!sendable}>
              {mode === "reply" && <Icon name="send" />} {mode === "reply" ? words.send : words.addNote}
            </button>
          </div>
        )}
      </div>
    </form>
  );
}

/** What can be written now, from `can` alone (H9), and what has been written and can't be sent any more. */
function modesOf(view: ConversationView, watching: boolean, draft: Draft): readonly ComposerMode[] {
  const own = MODES.filter((mode) => draft[mode] !== "" || whyNot(mode, view, watching) === null);
  return draft.edit?.open ? [...own, "edit"] : own;
}

/** Why what is written could not be sent. */
function noticeOf(
  { replyControl }: OpenConversation,
  { notice }: Draft,
  edit: ReplyEdit | null,
  gone: boolean,
): string | null {
  if (edit && gone) return words.heldReply.stillHere(replyControl.fateOf(edit.replyId));
  return (edit ? edit.notice : notice)?.() ?? null;
}

function labelOf(mode: ComposerMode, name: string): string {
  if (mode === "edit") return words.heldReply.editLabel;
  return mode === "reply" ? words.replyTo(name) : words.writeNote;
}

/** Why nothing can be written now; null where it can. */
function whyNot(mode: Mode, view: ConversationView, watching: boolean): string | null {
  // Nobody is to see who watches: a whisper is a note (M11).
  if (watching && mode === "reply") return words.monitor.watching;
  if (view.can.includes(mode === "reply" ? "send" : "note")) return null;
  if (view.state === "wrap_up" || view.state === "closed") return words.ended;
  if (mode === "note") return words.mayNotNote;
  return view.owner === null ? words.mayNotReply : words.refusals.not_assigned;
}

function hint(mode: ComposerMode, view: ConversationView): string {
  if (mode === "edit") return "";
  if (mode === "note") return words.noteHint;
  if (view.owner === null) return words.takesOver;
  return isTouch() ? "" : words.sendHint;
}

/** Keyboards on glass have no Shift + Enter: there, Enter starts a new line and the button sends. */
function isTouch(): boolean {
  return globalThis.matchMedia("(pointer: coarse)").matches;
}

/** As tall as its text, up to the height that the style sheet allows. */
function fitToText(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
