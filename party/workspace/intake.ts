import type { MonitoringPush, ToldRow } from "../peer-messages.ts";
import { type Directory, withoutText } from "./directory.ts";
import type { Erasures } from "./erasures.ts";
import type { Feed } from "./feed.ts";
import type { Monitors } from "./monitors.ts";
import type { Retention } from "./retention.ts";

export type IntakePorts = {
  directory: Directory;
  monitors: Monitors;
  erasures: Erasures;
  retention: Retention;
  feed: Feed;
  /** Texts stay in the conversations (N6). */
  hidesTexts(): boolean;
  /** A conversation has another owner than it had, or none. */
  onOwner(row: ToldRow): void;
};

/** Takes in what conversations tell of themselves, late and twice as it may come. */
export class Intake {
  constructor(private readonly ports: IntakePorts) {}

  async row(row: ToldRow): Promise<void> {
    const { directory, monitors, erasures, retention, feed, onOwner } = this.ports;
    // One that was erased does not come back, however late it tells of itself (I12).
    if (!directory.get(row.id) && (await erasures.isGone(row.id))) return;
    if (row.state === "closed") await retention.ended(row.id, row.customer.id, endOf(row));
    // It may have been erased while all that was read.
    if (erasures.isGoneNow(row.id)) return;
    const before = directory.get(row.id);
    if (!directory.put(this.ports.hidesTexts() ? withoutText(row) : row)) return;
    if (row.state === "closed") monitors.remove(row.id);
    feed.told(row.id);
    if (before?.owner?.id !== row.owner?.id) onOwner(row);
  }

  async monitoring(told: MonitoringPush): Promise<void> {
    const { directory, monitors, erasures } = this.ports;
    if (await erasures.isGone(told.id)) return;
    // Nobody monitors what has closed: this is an old word.
    if (erasures.isGoneNow(told.id) || directory.get(told.id)?.state === "closed") return;
    monitors.put(told);
  }
}

/** Of a closed conversation; older versions did not say. A clock that was behind must not have it erased too early. */
function endOf({ createdAt, updatedAt, lastMessage, endedAt }: ToldRow): number {
  if (endedAt !== undefined) return endedAt;
  return Math.max(...[createdAt, updatedAt, lastMessage?.at ?? createdAt].map((at) => Date.parse(at)));
}
