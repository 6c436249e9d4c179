import { type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationView, DeskConversation, Person, Refusal } from "../desk.ts";
import { words } from "../words.ts";
import type { Drafts, Mode } from "./drafts.ts";
import { refusalOf, wordsForRefusal } from "./failure.ts";
import { followStore } from "./store-signal.ts";
import { clockTime } from "./time.ts";
import type { Toasts } from "./toasts.ts";

export type Busy = "takeOver" | "release" | "end" | "earlier" | "status";

type Around = { me: ReadonlySignal<Person | null>; drafts: Drafts; toasts: Toasts };

/** The conversation on the screen: what the room says of it, and the calls an agent makes on it. */
export class OpenConversation {
  readonly id: string;
  readonly #room: DeskConversation;
  readonly #around: Around;
  readonly #stops: (() => void)[];
  readonly #view: ReadonlySignal<ConversationView>;
  readonly #ready = signal(false);
  readonly #problem = signal<Refusal | null>(null);
  readonly #busy = signal<Busy | null>(null);
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;
  readonly #away = signal(false);
  readonly #lost = signal<string | null>(null);

  constructor(id: string, room: DeskConversation, around: Around) {
    this.id = id;
    this.#room = room;
    this.#around = around;
    const { value, stop } = followStore(room);
    this.#view = value;
    this.#stops = [
      stop,
      room.on("control", (change) => this.#controlMoved(change.by)),
      room.on("status", (status) => {
        this.#away.value = status !== "online";
      }),
    ];
    room.ready.then(
      () => {
        this.#ready.value = true;
      },
      (error: unknown) => {
        this.#problem.value = refusalOf(error);
      },
    );
  }

  /** Null until the room has said what there is. */
  get view(): ConversationView | null {
    return this.#ready.value ? this.#view.value : null;
  }
  get problem(): Refusal | null {
    return this.#problem.value;
  }
  get busy(): Busy | null {
    return this.#busy.value;
  }
  /** The room was there and is out of reach now: what is written waits. */
  get away(): boolean {
    return this.#ready.value && this.#away.value;
  }
  /** Words for a takeover by somebody else that this agent has just met: "Ben took over at 14:03". */
  get lost(): string | null {
    return this.#lost.value;
  }
  get owned(): boolean {
    const me = this.#around.me.value;
    return me !== null && this.view?.owner?.id === me.id;
  }

  /** Resolves to whether the agent has the conversation now. */
  takeOver(): Promise<boolean> {
    return this.#call("takeOver", () => this.#room.takeOver());
  }
  release(): Promise<boolean> {
    return this.#call("release", () => this.#room.allowAiReplies());
  }
  end(): Promise<boolean> {
    const mayEnd = this.#view.value.can.includes("end");
    return this.#call("end", () => (mayEnd ? this.#room.end() : this.#room.forceEnd()));
  }
  setStatus(status: "on_you" | "waiting_on_customer" | "new"): Promise<boolean> {
    return this.#call("status", () => this.#room.updateTicket({ status }));
  }
  loadEarlier(): Promise<boolean> {
    return this.#call("earlier", () => this.#room.loadEarlier());
  }
  typing(on: boolean): void {
    if (this.owned) this.#room.typing(on);
  }
  /** A read mark that fails is set by the next one. */
  markRead(): void {
    this.#room.markRead().catch(() => {});
  }

  /** The text stands in the timeline at once; a refusal puts it back into the composer. */
  async write(mode: Mode, text: string): Promise<void> {
    try {
      await this.#run(mode === "reply" ? this.#room.send(text) : this.#room.note(text));
    } catch (error) {
      const notice = words.notSent(this.#whyNotSent(refusalOf(error)));
      this.#around.drafts.giveBack(this.id, mode, text, notice);
      if (this.#closed) this.#around.toasts.say(notice, { tone: "warn", conversationId: this.id });
    }
  }

  /**
   * Leaves the screen. Resolves once nothing is on its way to the room any more: until then it must stay
   * open, or a message that was sent would count as not sent.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    await Promise.allSettled([...this.#running]);
  }

  #whyNotSent(refusal: Refusal): string {
    const { owner, ownedSince } = this.#view.value;
    const meanwhile = refusal.code === "stale_epoch" || refusal.code === "not_assigned";
    if (meanwhile && owner && ownedSince && !this.owned) {
      return `${words.tookOverAt(owner.name, clockTime(ownedSince))}.`;
    }
    return wordsForRefusal(refusal);
  }

  async #call(busy: Busy, call: () => Promise<unknown>): Promise<boolean> {
    if (this.#busy.value === busy) return false;
    this.#busy.value = busy;
    try {
      await this.#run(call());
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      const said = wordsForRefusal(refusal);
      if (refusal.code === "already_taken_over") this.#lost.value = said;
      this.#around.toasts.say(said, { tone: "warn", conversationId: this.id });
      return false;
    } finally {
      this.#busy.value = null;
    }
  }

  async #run<Result>(promise: Promise<Result>): Promise<Result> {
    this.#running.add(promise);
    try {
      return await promise;
    } finally {
      this.#running.delete(promise);
    }
  }

  /** Somebody else took over what this agent was reading. */
  #controlMoved(by: Person | null): void {
    const { owner, ownedSince } = this.#view.value;
    const me = this.#around.me.value;
    const other = by !== null && owner?.id === by.id && by.id !== me?.id;
    this.#lost.value = other && ownedSince ? words.tookOverAt(by.name, clockTime(ownedSince)) : null;
  }
}
