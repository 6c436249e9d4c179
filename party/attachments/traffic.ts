import { RateLimits } from "../conversation/rate-limit.ts";

/** A file is whole in memory while it is looked at; more of them at once have no room there. */
const MOST_AT_ONCE = 3;
const AGAIN_MS = 2_000;

/** Uploads that are under way, and how many of them one person may begin. */
export class Traffic {
  private readonly limits: RateLimits;
  private underWay = 0;

  constructor(now: () => number) {
    this.limits = new RateLimits(now);
  }

  /** A place, to be left again; or how long to wait for one, in milliseconds. */
  enter(by: string, perMinute: number): { leave(): void } | { retryAfterMs: number } {
    if (this.underWay >= MOST_AT_ONCE) return { retryAfterMs: AGAIN_MS };
    const retryAfterMs = this.limits.upload(by, perMinute);
    if (retryAfterMs > 0) return { retryAfterMs };
    this.underWay += 1;
    return { leave: () => (this.underWay -= 1) };
  }
}
