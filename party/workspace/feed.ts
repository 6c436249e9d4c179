import type { AgentPresence, DeskDownFrame } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { deskOf } from "./desk.ts";
import type { Directory } from "./directory.ts";

/** Changes of the directory go out together. */
const BATCH_MS = 250;

export type FeedPorts = {
  host: RoomHost;
  directory: Directory;
  agents(): AgentPresence[];
  /** A queued conversation's place has moved. */
  onPosition(conversationId: string, position: number): void;
};

/** Keeps desks up to date: batches of changed rows, each one revision on from the last. */
export class Feed {
  revision: number;
  private readonly changed = new Set<string>();
  private presenceChanged = false;
  private pending = false;
  private readonly positions = new Map<string, number | null>();

  constructor(private readonly ports: FeedPorts) {
    // A revision of an earlier life of this room must not be taken for one of this life.
    const [high = 0, low = 0] = ports.host.randomBytes(2);
    this.revision = (high * 256 + low) * 1_000;
  }

  rows(ids: readonly string[]): void {
    for (const id of ids) this.changed.add(id);
    this.soon();
  }

  presence(): void {
    this.presenceChanged = true;
    this.soon();
  }

  /** The conversation was told its place in the answer to its own push. */
  told(conversationId: string): void {
    this.positions.set(conversationId, this.ports.directory.positionOf(conversationId));
  }

  private soon(): void {
    if (this.pending) return;
    this.pending = true;
    this.ports.host.setTimer(BATCH_MS, () => this.send());
  }

  private send(): void {
    const { host, directory, agents } = this.ports;
    this.pending = false;
    this.revision += 1;
    const ids = [...this.changed];
    const frame: DeskDownFrame = {
      type: "directory",
      revision: this.revision,
      rows: ids.flatMap((id) => directory.get(id) ?? []),
      removed: ids.filter((id) => !directory.get(id)),
      ...(this.presenceChanged ? { agents: agents() } : {}),
    };
    this.changed.clear();
    this.presenceChanged = false;
    const text = JSON.stringify(frame);
    for (const connection of host.connections()) {
      const desk = deskOf(connection);
      if (desk && desk.expiresAt > host.now()) connection.send(text);
    }
    this.tellPositions();
  }

  private tellPositions(): void {
    const queue = this.ports.directory.queue();
    for (const id of this.positions.keys()) {
      if (!queue.some((row) => row.id === id)) this.positions.delete(id);
    }
    queue.forEach(({ id }, index) => {
      if (this.positions.get(id) === index + 1) return;
      this.positions.set(id, index + 1);
      this.ports.onPosition(id, index + 1);
    });
  }
}
