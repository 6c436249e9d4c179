import {
  type AnswerRequest,
  type Piece,
  type Responder,
  ResponderError,
} from "../../../party/ai/responder.ts";
import { moodOf } from "../frames.ts";

export const SPOKEN_FAILURE = "failed because the test said so";

/** A model whose every word the test speaks, answer by answer; one that was aborted goes on all the same. */
export class ScriptedResponder implements Responder {
  readonly answers: Channel[] = [];
  /** What it was given with the last question. */
  given: { turns: number; resumed: boolean } | null = null;

  constructor(private readonly summarises: boolean) {}

  answer({ turns, resumed }: AnswerRequest, _signal: AbortSignal): AsyncIterable<Piece> {
    this.given = { turns: turns.length, resumed };
    const channel = new Channel();
    this.answers.push(channel);
    return channel.pieces();
  }

  sentiment(text: string): number | null {
    return moodOf(text);
  }

  async summarise(): Promise<{ subject: string; summary: string }> {
    if (!this.summarises) return new Promise(() => undefined);
    return { subject: "a summary", summary: "In short." };
  }
}

export class Channel {
  private readonly queue: (Piece | "end" | "failure")[] = [];
  private wake: () => void = () => undefined;

  push(...items: (Piece | "end" | "failure")[]): void {
    this.queue.push(...items);
    this.wake();
  }

  async *pieces(): AsyncGenerator<Piece> {
    for (;;) {
      const item = this.queue.shift();
      if (item === "end") return;
      if (item === "failure") throw new ResponderError("unreachable", SPOKEN_FAILURE);
      if (item) yield item;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
