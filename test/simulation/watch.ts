import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Event, LogRecord } from "../../conversation/core/events.ts";
import type { Margin } from "../../party/conversation/journal.ts";
import type { RoomHost } from "../../party/hosts/room-host.ts";
import { NEAR_MS } from "./coverage.ts";
import type { World } from "./world.ts";

/** What a record was decided under: settings change while people work. `at` is by a clock that never jumps. */
export type Terms = { at: number; config: WorkspaceConfig };

/** Sees what a conversation writes, at the moment it is decided: what of it gets lost is written once more. */
export class Watch {
  readonly terms = new Map<number, Terms>();

  constructor(
    private readonly world: World,
    private readonly id: string,
  ) {}

  /** The host as it is. `margin` is the one in force; null of a room that has had its life. */
  over(host: RoomHost, margin: () => Margin | null): RoomHost {
    const { storage } = host;
    return {
      ...host,
      storage: {
        ...storage,
        put: (entries) => {
          storage.put(entries);
          const written = Object.entries(entries).find(([key]) => key.startsWith("log:"));
          const inForce = written && margin();
          if (inForce) this.decided(JSON.parse(JSON.stringify(written[1])), inForce);
        },
      },
    };
  }

  private decided(record: LogRecord, { config }: Margin): void {
    const at = this.world.time.now();
    this.terms.set(record.n, { at, config });
    for (const event of record.events) {
      const what = happening(event);
      if (what !== null) this.world.coverage.happened(this.id, what, at);
      if (event.type === "ai_reply_held") this.falls(event.replyId, event.dueAt - record.at);
    }
  }

  /** A reply that waited until just before its time is due then, whatever becomes of it. */
  private falls(replyId: string, inMs: number): void {
    const { time, coverage, conversations } = this.world;
    time.after(inMs - NEAR_MS, () => {
      const held = conversations.get(this.id)?.machine.room.conversation.journal.state.held;
      if (held?.replyId !== replyId) return;
      time.after(NEAR_MS, () => coverage.happened(this.id, "a held reply is due", time.now()));
    });
  }
}

/** One half of a race that no frame tells of. */
function happening(event: Event): string | null {
  switch (event.type) {
    case "closing_deferred":
    case "closing_passed":
      return "closing time";
    case "ai_resumed":
    case "returned_to_queue":
      return event.reason === "closing_time" ? "closing time" : null;
    case "sla_breached":
      return "a service level is missed";
    default:
      return null;
  }
}
