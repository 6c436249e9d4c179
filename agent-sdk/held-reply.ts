import { localError } from "../conversation/client/baton-error.ts";
import type { HeldReply } from "../conversation/protocol/views.ts";
import type { Run } from "./run.ts";

/** What an agent may do with a reply of the AI that waits for its time: see `snapshot().heldReply`. */
export type HeldReplyCalls = {
  /**
   * Sends the held reply at once, as the AI's. No takeover, and no reply of the team. Errors: `reply_gone` when it has
   * been sent, changed or cancelled meanwhile, `conversation_ended`, `forbidden`.
   *
   * @example
   * if (conversation.snapshot().can.includes("sendNow")) await conversation.sendNow();
   */
  sendNow(): Promise<void>;
  /**
   * Sends `text` in its place, of at most 5,000 characters, marked as this agent's with the AI as its origin. The AI
   * keeps control. Errors as for `sendNow`, and `too_large`.
   *
   * @example
   * const { heldReply } = conversation.snapshot();
   * if (heldReply) await conversation.editAndSend(heldReply.text.replace("10 days", "14 days"));
   */
  editAndSend(text: string): Promise<void>;
  /**
   * Nothing is sent, and the AI leaves the customer's message to people: without an answer for too long, the
   * conversation goes to the queue. Errors as for `sendNow`.
   *
   * @example
   * await conversation.cancelReply();
   */
  cancelReply(): Promise<void>;
};

export function heldReplyCalls({ run, held }: { run: Run; held(): HeldReply | null }): HeldReplyCalls {
  /** The one that the caller sees: the next one is another decision. */
  const seen = () => {
    const reply = held();
    if (!reply) throw localError("reply_gone", "No reply is held.");
    return reply.replyId;
  };
  return {
    async sendNow() {
      await run(() => ({ type: "send_now", replyId: seen() }));
    },
    async editAndSend(text) {
      await run(() => ({ type: "edit_and_send", replyId: seen(), text }));
    },
    async cancelReply() {
      await run(() => ({ type: "cancel_reply", replyId: seen() }));
    },
  };
}
