import type { AgentPresence, DeskDownFrame } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { deskOf } from "./desk.ts";
import type { Directory } from "./directory.ts";

/** Changes of the directory go out together. */
const BATCH_MS = 250;

/** The newest number given to a frame, and whether the frame went out. */
type Stored = { revision: number; sent: boolean };

export type FeedPorts = {
  host: RoomHost;
  directory: Directory;
  agents(): AgentPresence[];
  /** A queued conversation's place has moved. */
  onPosition(conversationId: string, position: number): void;
};

/** Keeps desks up to date: batches of changed rows, each one revision on from the last. */
export class Feed {
  /** Of the newest frame that was sent. It grows over restarts too, so desks never take an old one for a new. */
  revision = 0;
  private readonly changed = new Set<string>();
  private presenceChanged = false;
  private pending = false;
  private readonly positions = new Map<string, number | null>();

  constructor(private readonly ports: FeedPorts) {}

  async load(): Promise<void> {
    const stored = await this.ports.host.storage.get(["feed"]);
    // What this class wrote.
    const { revision, sent } = (stored.get("feed") as Stored | undefined) ?? { revision: 0, sent: true };
    this.revision = revision;
    // Another life of this room had changes to tell and did not: desks miss its number, and ask for all.
    if (!sent) this.soon();
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
    this.store({ revision: this.revision + 1, sent: false });
    this.ports.host.setTimer(BATCH_MS, () => this.send());
  }

  private send(): void {
    const { host, directory, agents } = this.ports;
    this.pending = false;
    this.revision += 1;
    this.store({ revision: this.revision, sent: true });
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

  private store(stored: Stored): void {
    this.ports.host.storage.put({ feed: stored });
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
