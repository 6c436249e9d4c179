import type { RoomHost } from "../hosts/room-host.ts";

/** What has something to do at a certain time. */
export type Part = {
  /** When the room must wake for it. */
  dueAt(): number | null;
  /** What a clock that was ahead has put off must not wait for as long. */
  clockWasAhead?(): void;
};

/** What is due and cannot be done must not keep the room awake. */
const SOONEST_MS = 250;
/** Clocks are put right by less than this without anybody noticing. */
const CLOCK_TOLERANCE_MS = 1_000;

/** One alarm for whatever is next: a lease's end, something to be told again, something kept too long. */
export class Alarm {
  /** The latest time by which something was put off. */
  private clock = 0;

  constructor(
    private readonly host: RoomHost,
    private readonly parts: () => readonly Part[],
  ) {}

  arm(): void {
    const next = this.parts().flatMap((part) => part.dueAt() ?? []);
    const now = this.host.now();
    this.clock = Math.max(this.clock, now);
    if (next.length > 0) this.host.storage.setAlarm(Math.max(Math.min(...next), now + SOONEST_MS));
  }

  /** Whoever is here says something every 25 s: that is soon enough to find out that a clock was ahead (I9). */
  checkClock(): void {
    const now = this.host.now();
    if (now >= this.clock - CLOCK_TOLERANCE_MS) return;
    this.clock = now;
    for (const part of this.parts()) part.clockWasAhead?.();
  }
}
