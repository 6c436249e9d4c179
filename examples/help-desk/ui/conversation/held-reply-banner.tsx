import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { Suggestions } from "./answer-marks.tsx";
import { HeldText } from "./held-text.tsx";
import { SendingIn } from "./sending-in.tsx";

type BannerProps = { conversation: OpenConversation; view: ConversationView };

/** The AI's reply that waits for its time, above the composer, and what the agent may do with it (C2). */
export function HeldReplyBanner({ conversation, view }: BannerProps) {
  const { mode, edit } = useConsole().drafts.of(conversation.id).value;
  const { heldReply } = view;
  const { replyControl } = conversation;
  const { problem } = replyControl;
  const editing = mode === "edit" && edit?.open === true && edit.replyId === heldReply?.replyId;
  const mayAct = view.can.includes("sendNow");
  useLayoutEffect(() => {
    // What came of the last one is no news once there is another.
    if (heldReply && heldReply.replyId !== problem?.replyId) replyControl.dismiss();
  }, [heldReply?.replyId]);
  return (
    <>
      {/* Said once for each reply: its countdown is for the eye. */}
      <p class="unseen" role="status" data-part="held-reply-said">
        {heldReply && (
          <span key={heldReply.replyId}>
            {mayAct ? words.heldReply.announced : words.heldReply.announcedOnly}
          </span>
        )}
      </p>
      {heldReply && !editing ? (
        <Held key={heldReply.replyId} conversation={conversation} view={view} held={heldReply} />
      ) : heldReply === null && problem !== null ? (
        <Missed conversation={conversation} problem={problem.text} />
      ) : null}
    </>
  );
}

type HeldProps = BannerProps & { held: NonNullable<ConversationView["heldReply"]> };

function Held({ conversation, view, held }: HeldProps) {
  const { replyControl } = conversation;
  const { busy, problem } = replyControl;
  const console = useConsole();
  const banner = useRef<HTMLElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const whole = useSignal(false);
  const clipped = useSignal(false);

  useLayoutEffect(() => {
    const { current } = banner;
    return () => {
      // Taken away under the keyboard: on to where no key sends anything.
      if (!current?.contains(document.activeElement)) return;
      document.querySelector<HTMLElement>("[data-part=timeline]")?.focus({ preventScroll: true });
    };
  }, []);
  useLayoutEffect(() => {
    if (replyControl.stopped.peek()?.replyId !== held.replyId) return;
    replyControl.stopped.value = null;
    editButton.current?.focus();
  }, []);

  return (
    <section ref={banner} class="held-reply" data-part="held-reply" aria-label={words.heldReply.label}>
      <p class="held-head">
        <Icon name="spark" />
        <strong>{words.heldReply.title}</strong>
        <SendingIn until={held.dueAt} />
      </p>
      <HeldText text={held.text} whole={whole.value} onClipped={(is) => (clipped.value = is)} />
      {held.suggestions && <Suggestions suggestions={held.suggestions} />}
      {problem?.replyId === held.replyId && (
        <p class="held-problem" data-part="held-problem" role="alert">
          {problem.text}
        </p>
      )}
      <div class="held-ways">
        {view.can.includes("sendNow") && (
          <button
            type="button"
            class="button small primary"
            data-part="send-now"
            aria-disabled={busy !== null}
            onClick={() => void replyControl.sendNow(held.replyId)}
          >
            {busy === "sendNow" ? words.sending : words.heldReply.sendNow}
          </button>
        )}
        {view.can.includes("editAndSend") && (
          <button
            ref={editButton}
            type="button"
            class="button small"
            data-part="edit-reply"
            aria-disabled={busy !== null}
            onClick={() => {
              if (busy !== null) return;
              replyControl.startEdit(held);
              console.callComposer(conversation.id);
            }}
          >
            {words.heldReply.edit}
          </button>
        )}
        {view.can.includes("cancelReply") && (
          <button
            type="button"
            class="button small"
            data-part="cancel-reply"
            aria-disabled={busy !== null}
            onClick={() => void replyControl.cancel(held.replyId)}
          >
            {busy === "cancel" ? words.heldReply.cancelling : words.heldReply.cancel}
          </button>
        )}
        {(clipped.value || whole.value) && (
          <button
            type="button"
            class="text-button held-whole"
            data-part="show-all"
            aria-expanded={whole.value}
            onClick={() => (whole.value = !whole.value)}
          >
            {whole.value ? words.heldReply.showLess : words.heldReply.showAll}
          </button>
        )}
      </div>
    </section>
  );
}

/** Who pressed a button too late is told what came first, in the same place (C3). */
function Missed({ conversation, problem }: { conversation: OpenConversation; problem: string }) {
  return (
    <div class="held-reply missed" data-part="held-missed">
      <p class="held-missed" role="status">
        {problem}
      </p>
      <button
        type="button"
        class="icon-button small"
        data-part="dismiss-missed"
        aria-label={words.dismiss}
        onClick={() => conversation.replyControl.dismiss()}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
