import { fingerprint } from "../../conversation/core/fingerprint.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Configured, Notice } from "../peer-messages.ts";
import type { Part } from "./alarm.ts";
import { inBatches } from "./batches.ts";
import { retryAfter } from "./retry.ts";

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

/** Longer than one try mostly takes. */
const TRYING_MS = 15_000;
/** Whoever changes the configuration waits no longer for those who do not answer. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Tells open conversations of a new configuration until each has heard of it: one that says nothing of itself would
 * otherwise go by the old one. The last that all have heard of is on disk as `configTold`, by its mark.
 */
export class ConfigNews implements Part {
  private readonly left = new Set<string>();
  private nextAt: number | null = null;
  /** Tries in a row after which not all had heard. */
  private failures = 0;
  /** The version that is being told now. */
  private telling: number | null = null;

  constructor(private readonly ports: ConfigNewsPorts) {}

  /** Whom an earlier life of the room has not told. */
  async load(): Promise<void> {
    const { host, configured, open } = this.ports;
    const told = (await host.storage.get(["configTold"])).get("configTold");
    if (told === markOf(configured())) return;
    for (const id of open()) this.left.add(id);
    this.nextAt = host.now();
  }

  /** Resolves when each has been told once, whether or not it could be reached, or when that takes too long. */
  async tell(): Promise<void> {
    const { host, open } = this.ports;
    for (const id of open()) this.left.add(id);
    this.failures = 0;
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = host.setTimer(LONGEST_WAIT_MS, resolve);
    });
    await Promise.race([this.attempt(), late]).finally(cancel);
  }

  async pursue(): Promise<void> {
    const { host, configured } = this.ports;
    if (this.nextAt === null || this.nextAt > host.now()) return;
    // Where many do not answer, a try takes its time: nobody is told twice at once.
    if (this.telling === configured().configVersion) this.nextAt = host.now() + TRYING_MS;
    else await this.attempt();
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
    this.telling = known.configVersion;
    try {
      await inBatches([...this.left], async (id) => {
        // A newer one may have been set meanwhile, and is being told.
        if (isNewest() && (await tell(id, { kind: "config", ...known })) && isNewest()) this.left.delete(id);
      });
    } finally {
      if (isNewest()) this.telling = null;
    }
    if (!isNewest()) return;
    const isDone = this.left.size === 0;
    if (isDone) host.storage.put({ configTold: markOf(known) });
    this.nextAt = isDone ? null : host.now() + retryAfter(this.failures);
    this.failures += 1;
    arm();
  }
}

/** Also another one where the deployment's own setting has changed, which has no version. */
function markOf(configured: Configured): string {
  return fingerprint(JSON.stringify(configured));
}
