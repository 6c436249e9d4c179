import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { timelineFrom } from "../../../agent-sdk/connect-agent.ts";
import type { ConversationView, Timeline } from "../desk.ts";
import { type Lanes, lanesOf } from "./timeline-lanes.ts";

export type Course = Lanes & Pick<Timeline, "metrics">;

type Conversation = { readonly view: ConversationView | null; fetchTimeline(): Promise<Timeline> };

/** An answer that streams in changes the conversation many times a second; its picture need not. */
const EVERY_MS = 1_000;

/** The conversation's course as it stands, told anew at most once a second. */
export class FollowedTimeline {
  readonly #conversation: Conversation;
  readonly #now: ReadonlySignal<number>;
  readonly #course: Signal<Course | null> = signal(null);
  readonly #failed = signal(false);
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #changed = false;
  #told: { of: string; timeline: Timeline | null } = { of: "", timeline: null };

  constructor(conversation: Conversation, now: ReadonlySignal<number>) {
    this.#conversation = conversation;
    this.#now = now;
    this.#stop = effect(() => {
      void [conversation.view, now.value];
      this.#changed = true;
      if (this.#timer === null) this.#tick();
    });
  }

  /** Null until there is something to tell. */
  get course(): Course | null {
    return this.#course.value;
  }
  /** The part before what is loaded could not be fetched. */
  get failed(): boolean {
    return this.#failed.value;
  }

  retry(): void {
    this.#told = { ...this.#told, of: "" };
    this.#tell();
  }

  close(): void {
    this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#told = { of: "", timeline: null };
  }

  #tick(): void {
    this.#timer = null;
    if (!this.#changed) return;
    this.#changed = false;
    this.#timer = setTimeout(() => this.#tick(), EVERY_MS);
    this.#tell();
  }

  #tell(): void {
    const { view } = this.#conversation;
    const of = view?.readable ? versionOf(view) : "";
    if (of === "") {
      this.#told = { of, timeline: null };
      this.#course.value = null;
    } else if (of === this.#told.of) {
      // Only the time has moved on.
      if (this.#course.peek()?.running) this.#show();
    } else if (view?.hasEarlier) {
      // What the server tells, and to whom, is its own affair: nothing is made up from a part (M8).
      this.#told = { ...this.#told, of };
      void this.#fetch(of);
    } else if (view) {
      this.#told = { of, timeline: timelineFrom(view.timeline) };
      this.#failed.value = false;
      this.#show();
    }
  }

  async #fetch(of: string): Promise<void> {
    try {
      const timeline = await this.#conversation.fetchTimeline();
      if (this.#told.of !== of) return;
      this.#told = { of, timeline };
      this.#failed.value = false;
      this.#show();
    } catch {
      if (this.#told.of === of) this.#failed.value = true;
    }
  }

  #show(): void {
    const { timeline } = this.#told;
    if (timeline) {
      this.#course.value = { ...lanesOf(timeline, this.#now.peek()), metrics: timeline.metrics };
    }
  }
}

/** Changes with all that a timeline is told from. With the beginning fetched, further messages tell nothing. */
function versionOf({ id, timeline, hasEarlier, state, owner }: ConversationView): string {
  const last = timeline.findLast(({ seq, kind }) => seq !== null && (!hasEarlier || kind === "system"));
  return [id, hasEarlier, state, owner?.id, last?.ledger, last?.id].join(" ");
}
