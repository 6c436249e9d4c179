import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationView, IncomingOffer } from "../desk.ts";
import { refusalOf, wordsForRefusal } from "./failure.ts";
import type { Rooms } from "./rooms.ts";
import { followStore } from "./store-signal.ts";
import type { Toasts } from "./toasts.ts";

/** `note` is empty until the conversation's head has told it. */
export type Incoming = IncomingOffer & { note: string; answering: "accept" | "reject" | null };

type Answer = { answer: "accept" | "reject"; done: boolean };
type Followed = { view: ReadonlySignal<ConversationView>; leave(): void };

/** What this agent is asked to take over, wherever they look, and their answers (S3). */
export class IncomingOffers {
  readonly list: ReadonlySignal<readonly Incoming[]>;
  readonly #rooms: Rooms;
  readonly #toasts: Toasts;
  readonly #followed = signal<ReadonlyMap<string, Followed>>(new Map());
  /** By offer. One that has been answered is gone from the screen before the directory has heard of it. */
  readonly #answers = signal<ReadonlyMap<string, Answer>>(new Map());
  readonly #stop: () => void;

  constructor(offered: ReadonlySignal<readonly IncomingOffer[]>, rooms: Rooms, toasts: Toasts) {
    this.#rooms = rooms;
    this.#toasts = toasts;
    this.#stop = effect(() => this.#follow(new Set(offered.value.map((one) => one.conversationId))));
    this.list = computed(() =>
      newestFirst(offered.value).flatMap((one) => {
        const { conversationId, offer } = one;
        const given = this.#answers.value.get(offer.offerId);
        if (given?.done) return [];
        const told = this.#followed.value.get(conversationId)?.view.value.transferOffer;
        const note = told?.offerId === offer.offerId ? told.note : "";
        return [{ ...one, note, answering: given?.answer ?? null }];
      }),
    );
  }

  /** Resolves to whether the conversation is this agent's now. */
  accept(incoming: IncomingOffer): Promise<boolean> {
    return this.#answer(incoming, "accept", "");
  }

  reject(incoming: IncomingOffer, reason: string): Promise<boolean> {
    return this.#answer(incoming, "reject", reason);
  }

  close(): void {
    this.#stop();
    for (const { leave } of this.#followed.peek().values()) leave();
  }

  async #answer(incoming: IncomingOffer, answer: Answer["answer"], reason: string): Promise<boolean> {
    const { conversationId } = incoming;
    const { offerId } = incoming.offer;
    if (this.#answers.peek().has(offerId)) return false;
    this.#note(offerId, { answer, done: false });
    const room = this.#rooms.enter(conversationId);
    try {
      await (answer === "accept"
        ? room.acceptTransfer(offerId)
        : room.rejectTransfer(offerId, reason === "" ? undefined : reason));
      this.#note(offerId, { answer, done: true });
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      // Whoever comes too late need not be shown it any longer.
      this.#note(offerId, refusal.code === "offer_gone" ? { answer, done: true } : null);
      this.#toasts.say(() => wordsForRefusal(refusal), { tone: "warn", conversationId });
      return false;
    } finally {
      this.#rooms.leave(conversationId);
    }
  }

  #note(offerId: string, answer: Answer | null): void {
    const answers = new Map(this.#answers.peek());
    if (answer === null) answers.delete(offerId);
    else answers.set(offerId, answer);
    this.#answers.value = answers;
  }

  /** What was said with an offer is in its conversation, so that is opened. */
  #follow(wanted: ReadonlySet<string>): void {
    const followed = new Map(this.#followed.peek());
    for (const [id, { leave }] of followed) {
      if (wanted.has(id)) continue;
      followed.delete(id);
      leave();
    }
    for (const id of wanted) {
      if (followed.has(id)) continue;
      const { value, stop } = followStore(this.#rooms.enter(id));
      const leave = () => {
        stop();
        this.#rooms.leave(id);
      };
      followed.set(id, { view: value, leave });
    }
    this.#followed.value = followed;
  }
}

/** The directory has its rows in no particular order. */
function newestFirst(offers: readonly IncomingOffer[]): readonly IncomingOffer[] {
  return [...offers].sort((a, b) => Date.parse(b.offer.expiresAt) - Date.parse(a.offer.expiresAt));
}
