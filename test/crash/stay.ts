import { setTimeout as delay } from "node:timers/promises";
import { Play, type PlayOptions } from "../replay/play.ts";
import { until } from "../replay/until.ts";

const END_MS = 60_000;
const MOST_PAUSE_MS = 100;

/** A conversation that is played over one round or several: after so many turns it rests until it is to go on. */
export class Stay {
  readonly play: Play;
  /** Why the play broke off, if it did. */
  readonly failures: string[] = [];
  isOver = false;
  isResting = true;
  private begun = false;
  private turns = 0;
  private wake = () => {};

  constructor(
    options: PlayOptions,
    private readonly turnsAtATime: number,
  ) {
    this.play = new Play({ ...options, pause: (play) => this.pause(play) });
  }

  /** Lets it go on, or begin. */
  goOn(): void {
    this.isResting = false;
    if (this.begun) this.wake();
    else void this.run();
    this.begun = true;
  }

  /** Lets it come to an end now; resolves when it has. */
  async finish(): Promise<void> {
    this.play.isEnough = true;
    this.goOn();
    await until(() => this.isOver, END_MS);
  }

  private async run(): Promise<void> {
    await this.play.run().catch((error: Error) => {
      this.failures.push(`${this.play.doing}: ${error.message}`);
    });
    this.isOver = true;
    this.isResting = true;
  }

  private async pause({ options: { random } }: Play): Promise<void> {
    this.turns += 1;
    if (this.turns % this.turnsAtATime === 0) {
      await this.play.answered();
      this.isResting = true;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    await delay(random.between(0, MOST_PAUSE_MS));
  }
}
