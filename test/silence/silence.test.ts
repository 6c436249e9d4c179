import { expect, test } from "vitest";
import { normalised } from "./normalise.ts";
import { type Moment, type Person, play, type Recording, type Stage } from "./script.ts";

/**
 * The measure of M2 and I8: the same conversation twice, with a supervisor who comes, watches, types, whispers to
 * nobody, leaves, crashes and comes back, and without her. Timing is outside the promise.
 */

const nobody = async () => undefined;

/** Comes and goes as badly as people do. */
class Sue {
  private line: Person | null = null;
  /** That she was there at all: without it the test would compare nothing with nothing. */
  watched = 0;

  async at(moment: Moment, stage: Stage): Promise<void> {
    switch (moment) {
      case "the AI answers":
      case "Ann has taken over":
      case "Pat owns it":
      case "the AI answers again":
      case "it is wrapped up":
        return this.watch(stage);
      case "Ann is writing":
        return this.leave();
      case "somebody has dropped":
        await this.watch(stage);
        // Crashes: no goodbye, and the lease runs out by itself.
        this.line?.drop();
        this.line = null;
        return;
      case "Pat is writing":
        await this.line?.send({ type: "renew_monitor", leaseId: this.line.state("monitor", "leaseId") });
        return this.leave();
    }
  }

  private async watch(stage: Stage): Promise<void> {
    this.line ??= await stage.agent("sue", stage.conversationId, "supervisor");
    const { line } = this;
    await line.do("monitor");
    if (line.state("monitor", "leaseId") !== undefined) this.watched += 1;
    await line.send({ type: "typing", on: true });
    await line.do("mark_read", { seq: 1 });
    await line.do("prepare_take_over", { leaseId: line.state("monitor", "leaseId") });
    await line.send({ type: "load_earlier", before: 2 });
  }

  private async leave(): Promise<void> {
    await this.line?.do("stop_monitor", { leaseId: this.line.state("monitor", "leaseId") });
    // What she began while she watched, she stops when she no longer does.
    await this.line?.send({ type: "typing", on: false });
    await this.line?.again();
  }
}

test("[M2, I8, M13] nobody receives one byte more or less, or another one, because somebody watches", async () => {
  const sue = new Sue();
  const watched = await play((moment, stage) => sue.at(moment, stage));
  const unwatched = await play(nobody);
  expect(sue.watched).toBe(6);
  const listeners = ["ann", "ann by HTTP", "ann's desk", "ben", "ben's desk", "maria", "pat", "pat's desk"];
  expect([...watched.keys()].sort()).toEqual(listeners);
  for (const who of watched.keys()) {
    expect(bytesOf(watched, who), who).toEqual(bytesOf(unwatched, who));
    expect(bytesOf(watched, who).join("").length, who).toBeGreaterThan(1_000);
  }
});

test("[M2] the comparison sees a single byte: two runs without anybody are the same, one word more is not", async () => {
  const once = await play(nobody);
  const again = await play(nobody);
  const whispered = await play(async (moment, stage) => {
    if (moment === "Ann is writing") await stage.ben.send({ type: "ping" });
  });
  expect(bytesOf(again, "ben")).toEqual(bytesOf(once, "ben"));
  expect(bytesOf(whispered, "ben")).not.toEqual(bytesOf(once, "ben"));
});

function bytesOf(recording: Recording, who: string): string[] {
  return normalised(recording.get(who) ?? []);
}
