import { type Piece, type Responder, ResponderError, type Turn } from "../../party/ai/responder.ts";
import type { Random } from "../harness/random.ts";
import type { SimulatedTime } from "./scheduler.ts";

/** One way in which a model may behave; a new one is a new entry. */
type Manner = {
  name: string;
  weight: number;
  answer(at: Answering): AsyncIterable<Piece>;
};

type Answering = { time: SimulatedTime; random: Random; signal: AbortSignal; text: string };

const quick: Manner = {
  name: "answers at once",
  weight: 6,
  async *answer({ text }) {
    yield { kind: "text", text };
  },
};

export const MANNERS: readonly Manner[] = [
  quick,
  {
    name: "streams word by word",
    weight: 6,
    async *answer({ time, random, signal, text }) {
      for (const word of text.split(/(?<= )/u)) {
        await time.sleep(random.between(5, 150));
        if (signal.aborted) return;
        yield { kind: "text", text: word };
      }
      if (random.chance(0.3)) yield { kind: "sources", sources: [{ title: "Help", url: "/help/" }] };
      if (random.chance(0.2)) yield { kind: "offer_person" };
      if (random.chance(0.3)) yield { kind: "suggestions", suggestions: ["Yes, please", "No, thanks"] };
    },
  },
  {
    name: "is deaf to the abort",
    weight: 5,
    async *answer({ time, random, text }) {
      for (const word of text.split(/(?<= )/u)) {
        await time.sleep(random.between(5, 400));
        yield { kind: "text", text: word };
      }
    },
  },
  {
    name: "is slow to begin",
    weight: 3,
    async *answer({ time, random, text }) {
      await time.sleep(random.between(1_000, 20_000));
      yield { kind: "text", text };
    },
  },
  {
    name: "fails before the first word",
    weight: 1,
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *answer({ time, random }) {
      await time.sleep(random.between(0, 500));
      throw new ResponderError("unreachable", "simulated");
    },
  },
  {
    name: "fails in the middle",
    weight: 1,
    async *answer({ time, random, text }) {
      yield { kind: "text", text: text.slice(0, 20) };
      await time.sleep(random.between(0, 1_500));
      throw new ResponderError("broken_stream", "simulated");
    },
  },
  {
    name: "never ends",
    weight: 1,
    async *answer({ time, text }) {
      yield { kind: "text", text: text.slice(0, 10) };
      await time.sleep(24 * 3_600_000);
    },
  },
  {
    name: "says nothing",
    weight: 1,
    async *answer() {
      yield { kind: "text", text: "  " };
    },
  },
  {
    name: "hands off",
    weight: 2,
    async *answer({ time, random, text }) {
      if (random.chance(0.5)) yield { kind: "text", text: text.slice(0, 12) };
      await time.sleep(random.between(0, 500));
      const by = random.chance(0.5) ? ({ guardrail: true } as const) : {};
      const piece: Piece = { kind: "hand_off", reason: "unsure", ...by };
      yield piece;
    },
  },
];

/** A model of moods, every one of them decided by the seed. */
export class SimulatedResponder implements Responder {
  /** Once the world is healed it answers as it should. */
  private isWell = false;
  /** The next answer is there at once, whatever the mood. */
  private isReady = false;
  private answers = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly random: Random,
    private readonly told: {
      manner(name: string): void;
      /** Everything that a model is given to read. */
      prompt(turns: readonly Turn[]): void;
      /** Its last word is said; resolves when whoever asked may see that. */
      ending(): Promise<void> | null;
      finished(): void;
    },
  ) {}

  heal(): void {
    this.isWell = true;
  }

  answersNextAtOnce(): void {
    this.isReady = true;
  }

  async *answer({ turns }: { turns: readonly Turn[] }, signal: AbortSignal): AsyncGenerator<Piece> {
    const { time } = this;
    this.answers += 1;
    const random = this.random.fork(this.answers);
    const manner = this.isWell || this.isReady ? quick : weighted(MANNERS, random);
    this.isReady = false;
    this.told.manner(manner.name);
    this.told.prompt(turns);
    const text = `Answer ${this.answers} to ${turns.length} turns, and so on.`;
    yield* manner.answer({ time, random, signal, text });
    await this.told.ending();
    this.told.finished();
  }

  async summarise(turns: readonly Turn[]): Promise<{ subject: string; summary: string }> {
    this.told.prompt(turns);
    const late = this.random.chance(0.2) ? 15_000 : 1_000;
    await this.time.sleep(this.random.between(0, this.isWell ? 100 : late));
    if (!this.isWell && this.random.chance(0.2)) throw new ResponderError("unreachable", "simulated");
    return { subject: "What it is about", summary: "In short." };
  }

  /** Some mood or other, the same for the same text. */
  sentiment(text: string): number | null {
    return text.length % 7 === 0 ? null : ((text.length % 21) - 10) / 10;
  }
}

/** One of the entries, as often as its weight says. */
export function weighted<Entry extends { weight: number }>(entries: readonly Entry[], random: Random): Entry {
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.next() * total;
  for (const entry of entries) {
    left -= entry.weight;
    if (left < 0) return entry;
  }
  return random.pick(entries);
}
