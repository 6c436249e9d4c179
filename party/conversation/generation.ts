import {
  type AnswerRequest,
  type Piece,
  type Responder,
  ResponderError,
  type Source,
} from "../ai/responder.ts";
import type { RoomHost } from "../hosts/room-host.ts";

/** How a generation ended. */
export type Outcome =
  | {
      kind: "finished";
      text: string;
      sources: readonly Source[];
      offersPerson: boolean;
      suggestions: readonly string[];
    }
  | { kind: "hand_off"; reason: string; guardrail: boolean }
  | { kind: "failed"; reason: string };

/** At most this often does streamed text go out. */
const TICK_MS = 33;
/** A backlog drains in about this many ticks, so that an instant answer still reads as one being written. */
const DRAIN_TICKS = 20;
const SMALLEST_STEP = 6;
/** Longer answers are cut: a record of the log has room for this much, in any script. */
export const MOST_TEXT = 20_000;

/**
 * One answer of the AI on its way to the customer: pieces come in at any pace, text goes out at most 30
 * times a second. `isCurrent` is asked in the same synchronous block as each send: once it says no,
 * nothing more comes out, whatever the model still sends (H3).
 */
export class Generation {
  /** What has been sent out. */
  streamed = "";
  private pending = "";
  private readonly abort = new AbortController();
  private readonly halted = new Promise<null>((resolve) =>
    this.abort.signal.addEventListener("abort", () => resolve(null), { once: true }),
  );

  constructor(
    readonly id: string,
    private readonly host: RoomHost,
    private readonly isCurrent: () => boolean,
    private readonly send: (offset: number, text: string) => void,
    /** Longest answer, in characters; what goes beyond it is cut off. */
    private readonly most: number,
  ) {}

  /** The outcome, or null when the generation was overtaken. */
  async run(responder: Responder, request: AnswerRequest): Promise<Outcome | null> {
    let sources: readonly Source[] = [];
    let offersPerson = false;
    let suggestions: readonly string[] = [];
    const draining = this.drain();
    try {
      const pieces = responder.answer(request, this.abort.signal)[Symbol.asyncIterator]();
      for (;;) {
        const next = pieces.next();
        next.catch(() => undefined);
        // A responder that is deaf to the abort must not keep the room from the next answer.
        const step = await Promise.race([next, this.halted]);
        if (!step || !this.isCurrent()) return this.stop();
        if (step.done) break;
        const piece = step.value;
        const outcome = this.take(piece);
        if (outcome) {
          this.stop();
          return outcome;
        }
        if (piece.kind === "sources") sources = piece.sources;
        if (piece.kind === "offer_person") offersPerson = true;
        if (piece.kind === "suggestions") suggestions = piece.suggestions;
      }
    } catch (error) {
      if (!this.isCurrent()) return this.stop();
      this.stop();
      this.host.log("an answer failed", error);
      return { kind: "failed", reason: error instanceof ResponderError ? error.reason : "unknown" };
    }
    this.ended = true;
    await draining;
    if (!this.isCurrent()) return this.stop();
    if (this.streamed.trim() === "") return { kind: "failed", reason: "empty answer" };
    return { kind: "finished", text: this.streamed, sources, offersPerson, suggestions };
  }

  /** Closes the upstream connection; nothing more is sent. */
  stop(): null {
    this.stopped = true;
    this.abort.abort();
    return null;
  }

  private ended = false;
  private stopped = false;

  private take(piece: Piece): Outcome | null {
    switch (piece.kind) {
      case "text":
        this.pending += piece.text.slice(0, this.most - this.streamed.length - this.pending.length);
        return null;
      case "hand_off":
        return { kind: "hand_off", reason: piece.reason, guardrail: piece.guardrail ?? false };
      case "sources":
      case "offer_person":
      case "suggestions":
        return null;
    }
  }

  private async drain(): Promise<void> {
    while (!this.stopped && !(this.ended && this.pending === "")) {
      await new Promise<void>((resolve) => this.host.setTimer(TICK_MS, resolve));
      if (this.stopped || !this.isCurrent()) return;
      const text = nextStep(this.pending);
      if (text === "") continue;
      this.pending = this.pending.slice(text.length);
      this.send(this.streamed.length, text);
      this.streamed += text;
    }
  }
}

/** The next stretch of a backlog, never ending inside a surrogate pair. */
function nextStep(pending: string): string {
  const length = Math.max(SMALLEST_STEP, Math.ceil(pending.length / DRAIN_TICKS));
  const last = pending.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return pending.slice(0, splitsPair ? length + 1 : length);
}
