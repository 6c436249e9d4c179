import { base64url } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import { readsInternal } from "../../conversation/core/visibility/audience.ts";
import type { Access } from "../../conversation/protocol/access.ts";
import type { Person } from "../../conversation/protocol/shared.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Session } from "./session.ts";
import { sessionOf } from "./session.ts";

/** Six years, leap days included: for so long a record of this kind is asked for where health data is. */
export const ACCESS_KEPT_MS = 2_192 * 24 * 60 * 60 * 1_000;
/** Keys that one storage call may name. */
const BATCH = 128;

/**
 * Who of the team has read the conversation (N6), as `~access:<time>:…` on disk. No events: a number in the log would
 * tell that somebody watches. Each entry is written before what it speaks of is sent, so nothing is read without. It
 * outlives the conversation: who reads and then erases is not forgotten with it.
 */
export class AccessLog {
  private written = 0;

  constructor(
    private readonly host: RoomHost,
    /** Whether accesses are recorded now. */
    private readonly isOn: () => boolean,
  ) {}

  record(by: Person, what: Access["what"]): void {
    if (!this.isOn()) return;
    const at = this.host.now();
    this.written += 1;
    // Of two lives of the room in one millisecond, neither may overwrite what the other has written.
    const salt = base64url.encode(this.host.randomBytes(6));
    const key = `${placeOf(at)}:${String(this.written).padStart(6, "0")}:${salt}`;
    const { id, name } = by;
    this.host.storage.put({ [key]: { at: new Date(at).toISOString(), by: { id, name }, what } });
  }

  /** A connection is served as another audience from now on. Customers read what is theirs. */
  turned(actor: Actor | null, before: Session["audience"], after: Session["audience"]): void {
    if (actor?.role !== "agent" || reads(before) === reads(after)) return;
    this.record(actor.person, reads(after) ? "opened" : "left");
  }

  /** Recording begins: whoever has it open has opened it as far as this log goes. */
  begin(): void {
    for (const connection of this.host.connections()) {
      const session = sessionOf(connection);
      if (session) this.turned(session.actor, null, session.audience);
    }
  }

  /** Recording ends, or the conversation does: so does what was opened. */
  end(): void {
    for (const connection of this.host.connections()) {
      const session = sessionOf(connection);
      if (session) this.turned(session.actor, session.audience, null);
    }
  }

  /** All of it, oldest first. */
  async all(): Promise<Access[]> {
    // What this class wrote.
    return [...(await this.host.storage.list({ prefix: ACCESS_KEYS })).values()] as Access[];
  }

  /**
   * Of a conversation that has been erased only this is left, and goes in its turn. The alarm wakes the room for the
   * next one.
   */
  async expire(): Promise<void> {
    const { storage, now } = this.host;
    const end = placeOf(Math.max(0, now() - ACCESS_KEPT_MS));
    for (;;) {
      const over = await storage.list({ prefix: ACCESS_KEYS, end, limit: BATCH });
      if (over.size === 0) break;
      storage.delete([...over.keys()]);
    }
    const [next] = await storage.list({ prefix: ACCESS_KEYS, limit: 1 });
    if (next) storage.setAlarm(timeOf(next[0]) + ACCESS_KEPT_MS + 1);
  }
}

/** Behind all other keys: whoever clears them away meets these last. */
export const ACCESS_KEYS = "~access:";

function reads(audience: Session["audience"]): boolean {
  return audience !== null && readsInternal(audience);
}

function placeOf(at: number): string {
  return `${ACCESS_KEYS}${String(at).padStart(15, "0")}`;
}

function timeOf(key: string): number {
  return Number(key.split(":")[1]);
}
