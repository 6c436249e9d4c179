import type { Actor } from "../../conversation/core/actor.ts";
import type { LogRecord } from "../../conversation/core/events.ts";
import { projectRecord } from "../../conversation/core/project.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { type Audience, audienceOf, readsInternal } from "../../conversation/core/visibility/audience.ts";
import { type Live, stateFor } from "../../conversation/core/visibility.ts";
import type { Commit, DownFrame } from "../../conversation/protocol/down.ts";
import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import { type Session, sessionOf } from "./session.ts";

type Member = { connection: RoomConnection; session: Session; actor: Actor };

/**
 * Sends what each audience may see: one frame per audience and commit, serialised once, and none to an
 * audience whose projection did not change.
 */
export class Broadcaster {
  constructor(
    private readonly host: RoomHost,
    /** A connection's token has run out: it is owed a word, for what it misses from now on. */
    private readonly onExpired: (connection: RoomConnection) => void,
  ) {}

  /** After a commit. Returns the connections whose audience has changed: they need a fresh welcome instead. */
  commit(
    before: ConversationState,
    after: ConversationState,
    record: LogRecord,
    live: { before: Live; after: Live },
  ): RoomConnection[] {
    const moved: RoomConnection[] = [];
    const projection = projectRecord(record);
    const frames = new Map<string, string | null>();
    for (const { connection, session, actor } of this.members()) {
      const audience = audienceOf(after, actor);
      if (audience !== session.audience) {
        moved.push(connection);
        continue;
      }
      const next = stateFor(after, actor, live.after);
      const text = JSON.stringify(next);
      const changed = text !== JSON.stringify(stateFor(before, actor, live.before));
      const key = `${audience}${changed ? text : ""}`;
      if (!frames.has(key)) {
        const entries: Commit = { type: "commit" };
        if (audience !== "head" && projection.public.length > 0) {
          entries.public = { from: before.seqs.public, entries: [...projection.public] };
        }
        if (audience && readsInternal(audience) && projection.internal.length > 0) {
          entries.internal = { from: before.seqs.internal, entries: [...projection.internal] };
        }
        if (audience === "supervisor" && projection.audit.length > 0) {
          entries.audit = { from: before.seqs.audit, entries: [...projection.audit] };
        }
        if (changed && next) entries.state = next;
        frames.set(key, Object.keys(entries).length > 1 ? JSON.stringify(entries) : null);
      }
      const frame = frames.get(key);
      if (frame) connection.send(frame);
    }
    return moved;
  }

  /** After a change that is no commit, such as a place in the queue. */
  live(state: ConversationState, before: Live, after: Live): void {
    if (before.queuePosition === after.queuePosition && before.hipaa === after.hipaa) return;
    for (const { connection, actor } of this.members()) {
      const next = stateFor(state, actor, after);
      if (next && JSON.stringify(next) !== JSON.stringify(stateFor(state, actor, before))) {
        connection.send(JSON.stringify({ type: "commit", state: next } satisfies DownFrame));
      }
    }
  }

  /** Relays what is never stored to everybody of these audiences but the one it came from. */
  relay(frame: DownFrame, audiences: readonly Audience[], from?: Session): void {
    const text = JSON.stringify(frame);
    for (const { connection, session } of this.members()) {
      if (session.audience === null || !audiences.includes(session.audience)) continue;
      if (session.key !== from?.key) connection.send(text);
    }
  }

  /**
   * Connections that have said hello; one whose token has run out is let go instead (I11). Supervisors come last:
   * what is wrong with a line of theirs is nobody else's trouble (M2).
   */
  private members(): Member[] {
    const now = this.host.now();
    const members: Member[] = [];
    const expired: RoomConnection[] = [];
    for (const connection of this.host.connections()) {
      const session = sessionOf(connection);
      if (!session?.actor || !session.audience) continue;
      if (session.expiresAt > now) members.push({ connection, session, actor: session.actor });
      else expired.push(connection);
    }
    for (const connection of expired) this.onExpired(connection);
    const isLast = ({ session }: Member) => session.audience === "supervisor";
    return [...members.filter((member) => !isLast(member)), ...members.filter(isLast)];
  }
}
