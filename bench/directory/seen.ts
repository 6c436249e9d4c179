import * as v from "valibot";

const SeenSchema = v.object({
  /** Null is the whole directory. */
  change: v.nullable(v.string()),
  /** From the frame's message event to the end of what it made the page do at once, in milliseconds. */
  handledMs: v.number(),
  /** From the same event to the frame after the one that shows it. */
  paintedMs: v.number(),
});
export type Seen = v.InferOutput<typeof SeenSchema>;

const PATIENCE_MS = 30_000;

/** What the probe in the page tells, for whoever waits for it. */
export class Sightings {
  private seen: Seen[] = [];
  private look: () => void = () => undefined;

  add(told: unknown): void {
    this.seen.push(v.parse(SeenSchema, told));
    this.look();
  }

  /** A page that is opened from now on is another one. */
  forget(): void {
    this.seen = [];
  }

  /** What was seen of a change with this text, or of the whole directory. Rejects after half a minute. */
  next(change: string | null = null): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`the page never showed ${change ?? "a row"}`));
      const timer = setTimeout(late, PATIENCE_MS);
      this.look = () => {
        const found = this.seen.find((one) => one.change === change);
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      };
      this.look();
    });
  }
}
