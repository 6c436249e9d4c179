import { until } from "../replay/until.ts";

const WAIT_MS = 120_000;

/** Lets conversations be read to the end only while nothing is being broken on purpose, and the other way round. */
export class Calm {
  private reading = 0;
  private storm = Promise.resolve();
  private isStorming = false;

  /** Runs work that must not meet a storm. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.isStorming) await this.storm;
    this.reading += 1;
    try {
      return await work();
    } finally {
      this.reading -= 1;
    }
  }

  /** Waits until no such work is under way, keeps more from beginning, and breaks things. */
  async breakFor(storm: () => Promise<void>): Promise<void> {
    let over = () => {};
    this.isStorming = true;
    this.storm = new Promise((resolve) => {
      over = resolve;
    });
    try {
      if (!(await until(() => this.reading === 0, WAIT_MS))) throw new Error("It never became calm.");
      await storm();
    } finally {
      this.isStorming = false;
      over();
    }
  }
}
