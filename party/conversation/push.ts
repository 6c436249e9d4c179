import type { RoomHost } from "../hosts/room-host.ts";

/** Changes of a burst of commits go out together. */
const AFTER_MS = 250;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** Tells the workspace of something that changes, as it is when it goes out, again until it was heard. */
export class Push {
  /** Tries in a row that nobody has heard. */
  failed = 0;
  private underWay = false;

  constructor(
    private readonly ports: {
      host: RoomHost;
      isPending(): boolean;
      /** True when it was heard. */
      send(): Promise<boolean>;
    },
  ) {}

  isPending(): boolean {
    return this.ports.isPending();
  }

  pursue(): void {
    if (this.ports.isPending() && !this.underWay) this.after(AFTER_MS);
  }

  private after(ms: number): void {
    const { host } = this.ports;
    this.underWay = true;
    host.setTimer(ms, () => {
      this.attempt().catch((error: unknown) => host.log("a push failed", error));
    });
  }

  private async attempt(): Promise<void> {
    const heard = await this.ports.send();
    this.underWay = false;
    if (heard) {
      this.failed = 0;
      return this.pursue();
    }
    const delay = RETRY_MS[Math.min(this.failed, RETRY_MS.length - 1)] ?? 0;
    this.failed += 1;
    if (this.ports.isPending()) this.after(delay);
  }
}
