import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";

/** How many closed conversations stay in the directory; older ones leave it, and stay where they are. */
const CLOSED_KEPT = 200;

/** The workspace's conversations: durable rows, each as new as its conversation last said. */
export class Directory {
  private readonly rows = new Map<string, DirectoryRow>();
  /** Conversations that were given out and have not told of themselves yet. */
  private readonly expected = new Set<string>();

  constructor(private readonly host: RoomHost) {}

  async load(): Promise<void> {
    for (const [key, row] of await this.host.storage.list({ prefix: "row:" })) {
      // What this class wrote.
      this.rows.set(key.slice("row:".length), row as DirectoryRow);
    }
    for (const key of (await this.host.storage.list({ prefix: "expected:" })).keys()) {
      this.expected.add(key.slice("expected:".length));
    }
  }

  all(): DirectoryRow[] {
    return [...this.rows.values()];
  }

  /** A conversation has been given out: should it crash before it tells of itself, it is still known. */
  expect(id: string): void {
    if (this.rows.has(id) || this.expected.has(id)) return;
    this.expected.add(id);
    this.host.storage.put({ [`expected:${id}`]: true });
  }

  /** It was given out, and nobody ever came. */
  unexpect(id: string): void {
    if (this.expected.delete(id)) this.host.storage.delete([`expected:${id}`]);
  }

  /** Every conversation that may have a deadline or something left to do. */
  open(): string[] {
    const open = this.all().filter((row) => row.state !== "closed");
    return [...open.map((row) => row.id), ...this.expected];
  }

  get(id: string): DirectoryRow | undefined {
    return this.rows.get(id);
  }

  /** Takes in a row unless a newer one is known; a push may come late or twice. Returns the rows it drops. */
  put(row: DirectoryRow): { changed: boolean; dropped: string[] } {
    const known = this.rows.get(row.id);
    if (known && known.version >= row.version) return { changed: false, dropped: [] };
    this.rows.set(row.id, row);
    const dropped = row.state === "closed" ? this.surplus() : [];
    for (const id of dropped) this.rows.delete(id);
    this.host.storage.put({ [`row:${row.id}`]: row });
    this.unexpect(row.id);
    if (dropped.length > 0) this.host.storage.delete(dropped.map((id) => `row:${id}`));
    return { changed: true, dropped };
  }

  /** It has been erased. */
  remove(id: string): void {
    this.unexpect(id);
    if (this.rows.delete(id)) this.host.storage.delete([`row:${id}`]);
  }

  /** Queued conversations, longest waiting first. */
  queue(): DirectoryRow[] {
    return this.all()
      .filter((row) => row.state === "queued")
      .sort((a, b) => (a.waitingSince ?? "").localeCompare(b.waitingSince ?? "") || a.id.localeCompare(b.id));
  }

  /** Where a queued conversation stands, from 1. */
  positionOf(id: string): number | null {
    const index = this.queue().findIndex((row) => row.id === id);
    return index < 0 ? null : index + 1;
  }

  ownedBy(agentId: string): DirectoryRow[] {
    return this.all().filter((row) => row.owner?.id === agentId && row.state !== "closed");
  }

  private surplus(): string[] {
    const closed = this.all().filter((row) => row.state === "closed");
    if (closed.length <= CLOSED_KEPT) return [];
    return closed
      .sort((a, b) => a.updatedAt.localeCompare(b.updatedAt))
      .slice(0, closed.length - CLOSED_KEPT)
      .map((row) => row.id);
  }
}
