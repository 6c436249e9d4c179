import { type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationView, DeskConversation, Person } from "../desk.ts";
import { words } from "../words.ts";
import type { Drafts } from "./drafts.ts";
import { refusalOf, replyGone, wordsForRefusal } from "./failure.ts";
import type { Said, Toasts } from "./toasts.ts";

type Act = "sendNow" | "edit" | "cancel";

type Around = {
  view: ReadonlySignal<ConversationView>;
  me: ReadonlySignal<Person | null>;
  drafts: Drafts;
  toasts: Toasts;
  /** Whether the conversation has left the screen. */
  isClosed(): boolean;
  run<Result>(promise: Promise<Result>): Promise<Result>;
};

/** What an agent does with the AI's reply that is held (C2): each acts on the one that was on the screen. */
export class ReplyControl {
  readonly #id: string;
  readonly #room: DeskConversation;
  readonly #around: Around;
  readonly #busy = signal<Act | null>(null);
  readonly #problem = signal<{ replyId: string; said: Said } | null>(null);
  /** The keyboard goes back to the button that the edit began with; a new object each time. */
  readonly stopped = signal<{ replyId: string } | null>(null);

  constructor(id: string, room: DeskConversation, around: Around) {
    this.#id = id;
    this.#room = room;
    this.#around = around;
  }

  get busy(): Act | null {
    return this.#busy.value;
  }
  /** Why the last try did nothing, and with which: somebody was quicker, or the server refused it (C3). */
  get problem(): { replyId: string; text: string } | null {
    const { replyId, said } = this.#problem.value ?? {};
    return replyId === undefined || said === undefined ? null : { replyId, text: said() };
  }
  dismiss(): void {
    this.#problem.value = null;
  }

  sendNow(replyId: string): Promise<void> {
    return this.#do("sendNow", replyId, () => this.#room.sendNow(), this.#tell(replyId));
  }
  cancel(replyId: string): Promise<void> {
    return this.#do("cancel", replyId, () => this.#room.cancelReply(), this.#tell(replyId));
  }

  startEdit(reply: { replyId: string; text: string }): void {
    this.dismiss();
    this.#around.drafts.startEdit(this.#id, reply);
  }
  /** What has been changed waits, should the agent come back to it in time. */
  stopEdit(): void {
    const { edit } = this.#around.drafts.of(this.#id).peek();
    this.#around.drafts.stopEdit(this.#id);
    if (edit) this.stopped.value = { replyId: edit.replyId };
  }
  /** The text stays in the composer until it is the customer's. */
  async sendEdit(): Promise<void> {
    const { drafts } = this.#around;
    const { edit } = drafts.of(this.#id).peek();
    if (!edit) return;
    const { replyId, text } = edit;
    const send = async () => {
      await this.#room.editAndSend(text.trim());
      drafts.dropEdit(this.#id);
    };
    await this.#do("edit", replyId, send, (said) => drafts.refuseEdit(this.#id, said));
  }

  /** What became of a reply that is no longer held, in words. */
  fateOf(replyId: string): string {
    const { timeline, owner, customer } = this.#around.view.value;
    const { fate } = words.heldReply;
    const sent = timeline.find((entry) => entry.kind === "message" && entry.id === replyId);
    if (sent?.kind === "message") {
      return sent.author.role === "agent" ? fate.edited(sent.author.name) : fate.sent;
    }
    // One is held at a time: the newest line tells of it.
    const line = timeline.findLast((entry) => entry.kind === "system" && entry.code === "ai_reply_cancelled");
    const { reason, by } = line?.kind === "system" ? line.params : {};
    if (reason === "cancelled") return fate.cancelled(String(by ?? ""));
    if (reason === "new_message") return fate.new_message(customer?.name ?? words.theCustomer);
    if (reason === "ended") return fate.ended;
    if (reason === "ai_off") return fate.ai_off;
    if (owner === null) return reason === "control_moved" ? fate.control_moved : fate.gone;
    return owner.id === this.#around.me.value?.id ? fate.yours : fate.taken_over(owner.name);
  }

  #tell(replyId: string): (said: Said) => void {
    return (said) => {
      this.#problem.value = { replyId, said };
    };
  }

  async #do(act: Act, replyId: string, call: () => Promise<void>, tell: (said: Said) => void): Promise<void> {
    const { view, run, toasts } = this.#around;
    if (this.#busy.value !== null) return;
    this.#busy.value = act;
    this.dismiss();
    try {
      await run(view.peek().heldReply?.replyId === replyId ? call() : Promise.resolve().then(replyGone));
    } catch (error) {
      const refusal = refusalOf(error);
      const said = () => (refusal.code === "reply_gone" ? this.fateOf(replyId) : wordsForRefusal(refusal));
      tell(said);
      if (this.#around.isClosed()) toasts.say(said, { tone: "warn", conversationId: this.#id });
    } finally {
      this.#busy.value = null;
    }
  }
}
