import type { Person } from "../../conversation/protocol/shared.ts";
import type { AgentPresence } from "../../conversation/protocol/workspace.ts";
import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { ToldRow } from "../peer-messages.ts";
import { type Desk, deskOf } from "./desk.ts";
import type { Directory } from "./directory.ts";
import type { Monitoring, Monitors } from "./monitors.ts";
import { type Aside, asideFor, deskRow, monitorFor, sees } from "./sight.ts";

/** Changes of the directory go out together. */
const BATCH_MS = 250;

/** Which batches are under way; on disk, so that another life of this room knows what it did not tell. */
type Pending = { news: boolean; monitoring: boolean };

/** As it may have been before, where that is no longer known: not as it is. */
const UNKNOWN_PERSON: Person = { id: "", name: "" };

export type FeedPorts = {
  host: RoomHost;
  directory: Directory;
  monitors: Monitors;
  agents(): AgentPresence[];
  /** A queued conversation's place has moved. */
  onPosition(conversationId: string, position: number): void;
};

/**
 * Keeps desks up to date: batches of changed rows. Each desk counts its own frames, and gets none when nothing in a
 * batch is for it; what is told of monitoring goes in batches of its own. So no number, frame or moment of anybody
 * else's differs because somebody monitors (I8).
 */
export class Feed {
  private readonly pending: Pending = { news: false, monitoring: false };
  /** What has changed since the last batch, each with all that it was meanwhile: a desk may have seen any of it. */
  private readonly rows = new Map<string, (ToldRow | undefined)[]>();
  private readonly monitoring = new Map<string, (Monitoring | undefined)[]>();
  private presenceChanged = false;
  private readonly positions = new Map<string, number | null>();

  constructor(private readonly ports: FeedPorts) {}

  async load(): Promise<void> {
    const { host, monitors } = this.ports;
    // What this class wrote.
    const before = (await host.storage.get(["feed"])).get("feed") as Partial<Pending> | undefined;
    if (before?.news) this.skip();
    if (!before?.monitoring) return;
    for (const [id, monitoring] of monitors.all()) {
      this.monitored(id, { ...monitoring, monitor: monitoring.monitor ? null : UNKNOWN_PERSON });
    }
  }

  row(id: string, before: ToldRow | undefined): void {
    this.rows.set(id, [...(this.rows.get(id) ?? []), before]);
    this.soon("news");
  }

  monitored(id: string, before: Monitoring | undefined): void {
    this.monitoring.set(id, [...(this.monitoring.get(id) ?? []), before]);
    this.soon("monitoring");
  }

  presence(): void {
    this.presenceChanged = true;
    this.soon("news");
  }

  /**
   * Something has changed that only a welcome tells, or that this life of the room knows nothing of: the desks that
   * are here miss a number before the next frame, and ask for everything.
   */
  skip(): void {
    for (const [connection, desk] of this.desks()) count(connection, desk);
    this.presence();
  }

  /** The conversation was told its place in the answer to its own push. */
  told(conversationId: string): void {
    this.positions.set(conversationId, this.ports.directory.positionOf(conversationId));
  }

  private soon(batch: keyof Pending): void {
    if (this.pending[batch]) return;
    this.mark(batch, true);
    this.ports.host.setTimer(BATCH_MS, () => {
      this.mark(batch, false);
      if (batch === "news") this.tellNews();
      else this.tellMonitoring();
    });
  }

  private mark(batch: keyof Pending, isPending: boolean): void {
    this.pending[batch] = isPending;
    this.ports.host.storage.put({ feed: { ...this.pending } });
  }

  private tellNews(): void {
    const { directory, monitors, agents } = this.ports;
    const texts = new Texts();
    const presence = this.presenceChanged ? `,"agents":${JSON.stringify(agents())}` : "";
    for (const [connection, desk] of this.desks()) {
      const rows: string[] = [];
      const removed: string[] = [];
      for (const [id, earlier] of this.rows) {
        const row = directory.get(id);
        if (row && sees(desk, row)) rows.push(texts.of(row, asideFor(desk, row, monitors.get(id))));
        else if (earlier.some((before) => before && sees(desk, before))) removed.push(id);
      }
      if (rows.length + removed.length > 0 || presence !== "") {
        send(connection, desk, { rows, removed, presence });
      }
    }
    this.rows.clear();
    this.presenceChanged = false;
    this.tellPositions();
  }

  private tellMonitoring(): void {
    const { directory, monitors } = this.ports;
    const texts = new Texts();
    for (const [connection, desk] of this.desks()) {
      const rows: string[] = [];
      for (const [id, earlier] of this.monitoring) {
        const row = directory.get(id);
        if (!row || !sees(desk, row)) continue;
        const aside = asideFor(desk, row, monitors.get(id));
        const differs = earlier.some((before) => monitorFor(desk, row, before)?.id !== aside.monitor?.id);
        if (differs) rows.push(texts.of(row, aside));
      }
      if (rows.length > 0) send(connection, desk, { rows, removed: [], presence: "" });
    }
    this.monitoring.clear();
  }

  private *desks(): Generator<[RoomConnection, Desk]> {
    const { host } = this.ports;
    for (const connection of host.connections()) {
      const desk = deskOf(connection);
      if (desk && desk.expiresAt > host.now()) yield [connection, desk];
    }
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

/** Rows as they go out: hundreds of desks read the same. */
class Texts {
  private readonly known = new Map<string, string>();

  of(row: ToldRow, aside: Aside): string {
    const key = `${row.id} ${JSON.stringify(aside)}`;
    const text = this.known.get(key) ?? JSON.stringify(deskRow(row, aside));
    this.known.set(key, text);
    return text;
  }
}

type Parts = { rows: readonly string[]; removed: readonly string[]; presence: string };

/** A `directory` frame, put together from texts that are made once for all desks. */
function send(connection: RoomConnection, desk: Desk, { rows, removed, presence }: Parts): void {
  const head = `"type":"directory","revision":${count(connection, desk)}`;
  connection.send(`{${head},"rows":[${rows.join(",")}],"removed":${JSON.stringify(removed)}${presence}}`);
}

/** One more frame of the directory for this desk: it keeps its own count, over hibernation as well. */
function count(connection: RoomConnection, desk: Desk): number {
  const revision = desk.revision + 1;
  connection.attach({ ...desk, revision } satisfies Desk);
  return revision;
}
