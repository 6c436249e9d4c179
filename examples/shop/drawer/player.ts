import { type ReadonlySignal, signal } from "@preact/signals";
import { BatonError } from "../../../agent-sdk/connect-agent.ts";
import type { Situation } from "./situations.ts";
import { NotNow, type Team } from "./team.ts";
import type { Visitor } from "./visitor.ts";

/** Plays one situation at a time, and says how it goes. */
export class Player {
  readonly #news = signal("");
  readonly #isSlow = signal(false);
  readonly #playing = signal<AbortController | null>(null);

  constructor(
    readonly visitor: Visitor,
    readonly team: Team,
  ) {
    // Another visit may have left it so.
    void this.#tellTrouble(async () => {
      this.#isSlow.value = await team.isSlow();
    });
  }

  get news(): ReadonlySignal<string> {
    return this.#news;
  }

  get isPlaying(): boolean {
    return this.#playing.value !== null;
  }

  get isSlow(): ReadonlySignal<boolean> {
    return this.#isSlow;
  }

  async play(situation: Situation): Promise<void> {
    if (this.isPlaying) return;
    const controller = new AbortController();
    this.#playing.value = controller;
    this.tell("");
    const { visitor, team } = this;
    const tell = (news: string) => this.tell(news);
    await this.#tellTrouble(() => situation.play({ visitor, team, tell, signal: controller.signal }));
    this.#playing.value = null;
  }

  stop(): void {
    this.#playing.value?.abort(new NotNow("Stopped where it was."));
  }

  async slowDown(isSlow: boolean): Promise<void> {
    await this.#tellTrouble(async () => {
      await this.team.slowDown(isSlow);
      this.#isSlow.value = isSlow;
      this.tell(isSlow ? "Answers of the AI are held from now on." : "The AI answers at once again.");
    });
  }

  reset(): void {
    this.visitor.reset();
    this.tell("You are a new visitor, and nothing of the one before is left here.");
  }

  tell(news: string): void {
    this.#news.value = news;
  }

  async #tellTrouble(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.tell(inWords(error));
    }
  }
}

function inWords(error: unknown): string {
  if (error instanceof NotNow) return error.message;
  if (!(error instanceof BatonError)) return String(error);
  if (error.code === "already_taken_over")
    return `${error.details.by?.name ?? "Somebody else"} has this conversation, at the help desk.`;
  return `${error.message} (${error.code})`;
}
