import type { RoomHost } from "../hosts/room-host.ts";
import type { Configured, Notice } from "../peer-messages.ts";
import type { Part } from "./alarm.ts";
import { inBatches } from "./batches.ts";

export type ConfigNewsPorts = {
  host: RoomHost;
  configured(): Configured;
  /** Conversations that go on. */
  open(): string[];
  /** True when it was heard. */
  tell(conversationId: string, notice: Notice): Promise<boolean>;
  /** `dueAt` has changed. */
  arm(): void;
};

const RETRY_MS = 5_000;
/** Longer than one try takes. */
const TRYING_MS = 15_000;

/**
 * Tells open conversations of a new configuration until each has heard of it: one that says nothing of itself would
 * otherwise go by the old one. The last that all have heard of is on disk as `configTold`.
 */
export class ConfigNews implements Part {
  private readonly left = new Set<string>();
  private nextAt: number | null = null;

  constructor(private readonly ports: ConfigNewsPorts) {}

  /** Whom an earlier life of the room has not told. */
  async load(): Promise<void> {
    const { host, configured, open } = this.ports;
    // What this class wrote.
    const told = (await host.storage.get(["configTold"])).get("configTold") as number | undefined;
    if ((told ?? 0) >= configured().configVersion) return;
    for (const id of open()) this.left.add(id);
    this.nextAt = host.now();
  }

  /** Resolves when each has been told once, whether or not it could be reached. */
  tell(): Promise<void> {
    for (const id of this.ports.open()) this.left.add(id);
    return this.attempt();
  }

  async pursue(): Promise<void> {
    if (this.nextAt !== null && this.nextAt <= this.ports.host.now()) await this.attempt();
  }

  dueAt(): number | null {
    return this.nextAt;
  }

  clockWasAhead(): void {
    if (this.nextAt !== null) this.nextAt = Math.min(this.nextAt, this.ports.host.now());
    this.ports.arm();
  }

  private async attempt(): Promise<void> {
    const { host, configured, open, tell, arm } = this.ports;
    this.nextAt = host.now() + TRYING_MS;
    arm();
    const known = configured();
    const isNewest = () => configured().configVersion === known.configVersion;
    const standing = new Set(open());
    for (const id of this.left) if (!standing.has(id)) this.left.delete(id);
    await inBatches([...this.left], async (id) => {
      if ((await tell(id, { kind: "config", ...known })) && isNewest()) this.left.delete(id);
    });
    // A newer one has been set meanwhile, and is being told.
    if (!isNewest()) return;
    const isDone = this.left.size === 0;
    if (isDone) host.storage.put({ configTold: known.configVersion });
    this.nextAt = isDone ? null : host.now() + RETRY_MS;
    arm();
  }
}
