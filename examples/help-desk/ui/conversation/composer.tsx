import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type ConversationView, LONGEST_TEXT } from "../../desk.ts";
import type { Mode } from "../../model/drafts.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { ModeSwitch } from "./mode-switch.tsx";

type ComposerProps = { conversation: OpenConversation; view: ConversationView; name: string };

/** Replies to the customer and notes to the team; each keeps its own draft. */
export function Composer({ conversation, view, name }: ComposerProps) {
  const console = useConsole();
  const draft = console.drafts.of(conversation.id).value;
  const { mode, notice } = draft;
  const text = draft[mode];
  const field = useRef<HTMLTextAreaElement>(null);

  const refused = whyNot(mode, view);
  const excess = text.length - LONGEST_TEXT;
  const sendable = refused === null && text.trim() !== "" && excess <= 0;

  const label = mode === "reply" ? words.replyTo(name) : words.writeNote;

  const send = () => {
    if (!sendable) return;
    console.drafts.write(conversation.id, "");
    void conversation.write(mode, text.trim());
  };

  useLayoutEffect(() => fitToText(field.current), [text, mode]);
  const called = console.composerCall.value;
  const answered = useRef(called);
  useEffect(() => {
    if (called !== answered.current) field.current?.focus();
    answered.current = called;
  }, [called]);

  return (
    <form
      class="composer-frame"
      data-mode={mode}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {notice && (
        <p class="composer-notice" data-part="composer-notice" role="alert">
          {notice}
        </p>
      )}
      <ModeSwitch mode={mode} onChange={(chosen) => console.drafts.switchTo(conversation.id, chosen)} />
      <textarea
        ref={field}
        class="composer"
        data-part="composer"
        dir="auto"
        rows={2}
        aria-label={label}
        aria-describedby="composer-hint"
        placeholder={refused ? "" : label}
        disabled={refused !== null}
        value={text}
        onInput={(event) => {
          console.drafts.write(conversation.id, event.currentTarget.value);
          if (mode === "reply") conversation.typing(true);
        }}
        onBlur={() => conversation.typing(false)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch()) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-foot">
        <p id="composer-hint" class="composer-hint" data-part="composer-hint">
          {excess > 0 ? words.tooLong(excess) : (refused ?? hint(mode, view))}
        </p>
        <button type="submit" class="button primary" data-part="send" disabled={!sendable}>
          {mode === "reply" && <Icon name="send" />} {mode === "reply" ? words.send : words.addNote}
        </button>
      </div>
    </form>
  );
}

/** Why nothing can be written now, from `can` alone (H9); null where it can. */
function whyNot(mode: Mode, view: ConversationView): string | null {
  if (view.can.includes(mode === "reply" ? "send" : "note")) return null;
  if (view.state === "wrap_up" || view.state === "closed") return words.ended;
  return mode === "reply" ? words.mayNotReply : words.mayNotNote;
}

function hint(mode: Mode, view: ConversationView): string {
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
