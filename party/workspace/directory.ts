import type { RoomHost } from "../hosts/room-host.ts";
import type { ToldRow } from "../peer-messages.ts";

/** How many closed conversations stay in the directory; older ones leave it, and stay where they are. */
const CLOSED_KEPT = 200;

/** What rows of an older version do not tell. */
const UNTOLD = {
  ...{ teamId: null, transferOffer: null, escalations: 0 },
  ...{ escalatedTo: [], sentiment: null, sentimentTrend: null },
} satisfies Partial<ToldRow>;

/** The workspace's conversations: durable rows, each as new as its conversation last said. */
export class Directory {
  private readonly rows = new Map<string, ToldRow>();
  /** Conversations that were given out and have not told of themselves yet. */
  private readonly expected = new Set<string>();

  constructor(
    private readonly host: RoomHost,
    /** A row has come, changed or gone, and was so before. */
    private readonly onChange: (id: string, before: ToldRow | undefined) => void,
  ) {}

  async load(): Promise<void> {
    for (const [key, row] of await this.host.storage.list({ prefix: "row:" })) {
      // What this class wrote.
      this.rows.set(key.slice("row:".length), { ...UNTOLD, ...(row as ToldRow) });
    }
    for (const key of (await this.host.storage.list({ prefix: "expected:" })).keys()) {
      this.expected.add(key.slice("expected:".length));
    }
  }

  all(): ToldRow[] {
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

  get(id: string): ToldRow | undefined {
    return this.rows.get(id);
  }

  /** Whether it is known, and has not closed. */
  isOpen(id: string): boolean {
    const row = this.rows.get(id);
    return row ? row.state !== "closed" : this.expected.has(id);
  }

  /** Takes in a row unless a newer one is known; a push may come late or twice. True when it was taken. */
  put(row: ToldRow): boolean {
    const known = this.rows.get(row.id);
    if (known && known.version >= row.version) return false;
    this.rows.set(row.id, row);
    this.host.storage.put({ [`row:${row.id}`]: row });
    this.unexpect(row.id);
    this.onChange(row.id, known);
    if (row.state === "closed") for (const id of this.surplus()) this.remove(id);
    return true;
  }

  /** What customers and agents have written is not to be kept here any longer (N6). */
  hideTexts(): void {
    for (const row of this.all()) {
      if (!row.lastMessage?.text && row.subject === null) continue;
      const hidden = withoutText(row);
      this.rows.set(row.id, hidden);
      this.host.storage.put({ [`row:${row.id}`]: hidden });
      this.onChange(row.id, row);
    }
  }

  /** It has been erased, or is too old to be listed. */
  remove(id: string): void {
    this.unexpect(id);
    const known = this.rows.get(id);
    if (!known) return;
    this.rows.delete(id);
    this.host.storage.delete([`row:${id}`]);
    this.onChange(id, known);
  }

  /** Queued conversations, longest waiting first. */
  queue(): ToldRow[] {
    return this.all()
      .filter((row) => row.state === "queued")
      .sort((a, b) => (a.waitingSince ?? "").localeCompare(b.waitingSince ?? "") || a.id.localeCompare(b.id));
  }

  /** Where a queued conversation stands, from 1. */
  positionOf(id: string): number | null {
    const index = this.queue().findIndex((row) => row.id === id);
    return index < 0 ? null : index + 1;
  }

  ownedBy(agentId: string): ToldRow[] {
    return this.all().filter((row) => row.owner?.id === agentId && row.state !== "closed");
  }

  private surplus(): string[] {
    const closed = this.all().filter((row) => row.state === "closed");
    if (closed.length <= CLOSED_KEPT) return [];
    // Nobody finds elsewhere what a team has still to look at.
    const isWanted = ({ escalations }: ToldRow) => Number(escalations > 0);
    return closed
      .sort((a, b) => isWanted(a) - isWanted(b) || a.updatedAt.localeCompare(b.updatedAt))
      .slice(0, closed.length - CLOSED_KEPT)
      .map((row) => row.id);
  }
}

/** Who wrote last, and when, but not what; nor what it is about, for that is said in the customer's words. */
export function withoutText(row: ToldRow): ToldRow {
  return { ...row, subject: null, lastMessage: row.lastMessage && { ...row.lastMessage, text: "" } };
}
