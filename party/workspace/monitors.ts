import type { RoomHost } from "../hosts/room-host.ts";
import type { MonitoringPush } from "../peer-messages.ts";

export type Monitoring = Omit<MonitoringPush, "id">;

/**
 * Who monitors what, as the conversations tell it: `monitor:<conversation>`. Apart from the rows, so that nothing of
 * a row is newer, or comes at another time, because somebody monitors (M2).
 */
export class Monitors {
  private readonly known = new Map<string, Monitoring>();

  constructor(
    private readonly host: RoomHost,
    /** It has changed, and was so before. */
    private readonly onChange: (id: string, before: Monitoring | undefined) => void,
  ) {}

  /** `isOpen`: whether the conversation is known, and can still be monitored. */
  async load(isOpen: (id: string) => boolean): Promise<void> {
    for (const [key, value] of await this.host.storage.list({ prefix: "monitor:" })) {
      const id = key.slice("monitor:".length);
      // What this class wrote.
      if (isOpen(id)) this.known.set(id, value as Monitoring);
      else this.host.storage.delete([key]);
    }
  }

  all(): ReadonlyMap<string, Monitoring> {
    return this.known;
  }

  get(id: string): Monitoring | undefined {
    return this.known.get(id);
  }

  /** Takes it in unless something newer is known. That nobody monitors any more is kept too: an older word may be late. */
  put({ id, ...monitoring }: MonitoringPush): void {
    const before = this.known.get(id);
    if (before && before.version >= monitoring.version) return;
    this.known.set(id, monitoring);
    this.host.storage.put({ [`monitor:${id}`]: monitoring });
    this.onChange(id, before);
  }

  /** The conversation has closed, or is gone. */
  remove(id: string): void {
    if (this.known.delete(id)) this.host.storage.delete([`monitor:${id}`]);
  }
}
