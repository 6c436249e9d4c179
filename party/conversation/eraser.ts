import type { Attachments } from "../attachments/attachments.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { AccessLog } from "./access-log.ts";
import type { Effects } from "./effects.ts";
import type { Journal } from "./journal.ts";

export type EraserPorts = {
  host: RoomHost;
  journal: Journal;
  effects: Pick<Effects, "cease">;
  accesses: AccessLog;
  attachments: Attachments;
  id(): string;
  inTurn(task: () => void): Promise<void>;
  /** It has just been erased, in this very block. */
  onErased(): void;
};

/** The end of everything that a conversation holds (I12). */
export class Eraser {
  constructor(private readonly ports: EraserPorts) {}

  /**
   * Everything of the conversation goes, for ever: the AI falls silent, whoever is connected is let go, and from here
   * on it is as if it had never been. Resolves when nothing is left. May be repeated.
   */
  async carryOut(): Promise<void> {
    await this.ports.inTurn(() => this.bury());
    await this.clearAway();
  }

  /** One synchronous block, in the conversation's turn: from here on there is nothing but the tombstone. */
  bury(): void {
    const { host, journal, effects, accesses, id, onErased } = this.ports;
    if (journal.erased) return;
    accesses.end();
    journal.erase({ id: id(), at: host.now() });
    effects.cease();
    onErased();
  }

  /** What an earlier life of this room has buried: the workspace asks again for as long as something is left. */
  async resume(): Promise<void> {
    await this.clearAway().catch((error: unknown) =>
      this.ports.host.log("something erased is still there", error),
    );
  }

  private async clearAway(): Promise<void> {
    const { journal, accesses, attachments } = this.ports;
    // First what may be kept elsewhere: without its head nobody would know of it.
    await attachments.clearAway();
    await journal.clearAway();
    await accesses.expire();
  }
}
