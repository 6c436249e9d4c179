import type { RoomHost } from "../hosts/room-host.ts";

type Given = { day: string; count: number };

/** Answers of the AI that the workspace has given out today, by days of UTC; on disk as `grants` (A8). */
export class Grants {
  private given: Given = { day: "", count: 0 };

  constructor(
    private readonly host: RoomHost,
    /** How many there may be in a day; null is without end. */
    private readonly most: () => number | null,
  ) {}

  async load(): Promise<void> {
    // What this class wrote.
    const stored = (await this.host.storage.get(["grants"])).get("grants") as Given | undefined;
    if (stored) this.given = stored;
  }

  /** One more, if there is one left. An answer that is lost on its way is used up all the same. */
  take(): boolean {
    const most = this.most();
    if (most === null) return true;
    const day = new Date(this.host.now()).toISOString().slice(0, 10);
    const count = this.given.day === day ? this.given.count : 0;
    if (count >= most) return false;
    this.given = { day, count: count + 1 };
    this.host.storage.put({ grants: this.given });
    return true;
  }
}
