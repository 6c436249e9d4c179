import { setTimeout as delay } from "node:timers/promises";
import { BatonError } from "../../conversation/client/baton-error.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { agentKey } from "../../party/auth/keys.ts";
import { mintAgentToken } from "../../party/auth/mint.ts";
import type { Violation } from "../checker/reading.ts";
import type { Random } from "../harness/random.ts";
import type { Server } from "../replay/clients.ts";
import { Agent } from "../replay/crew.ts";

const NAMES = ["Sue", "Sid", "Sam", "Sia"] as const;
const WATCH_MS = [2_000, 60_000] as const;
const PAUSE_MS = 2_000;

/** What may come of wanting to watch: somebody was quicker, it is over, or the server was away. */
const EXPECTED = new Set([
  "already_monitored",
  "conversation_ended",
  "not_found",
  "not_available",
  "unavailable",
]);

export type WatcherOptions = {
  server: Server;
  secret: string;
  tokenSeconds: number;
  random: Random;
  signal: AbortSignal;
};

/** Supervisors who look into one conversation after the other, and leave as people do: politely, or by closing the lid. */
export class Watchers {
  /** Leases that were held. */
  leases = 0;
  readonly violations: Violation[] = [];

  constructor(private readonly options: WatcherOptions) {}

  /** Resolves after the signal. */
  async run(): Promise<void> {
    const { server, secret, tokenSeconds } = this.options;
    const key = await agentKey(secret, server.workspace);
    await Promise.all(
      NAMES.map(async (name, index) => {
        const claims = { agentId: name.toLowerCase(), name, permissions: ROLE_PERMISSIONS.supervisor };
        const token = () =>
          mintAgentToken({ key, workspace: server.workspace, ...claims, expiresInSeconds: tokenSeconds });
        const supervisor = new Agent(name, server, token, null, { hurry: 1 });
        try {
          await this.shift(supervisor, this.options.random.fork(index));
        } finally {
          supervisor.close();
        }
      }),
    );
  }

  private async shift(supervisor: Agent, random: Random): Promise<void> {
    const { signal } = this.options;
    const wait = (ms: number) => delay(ms, undefined, { signal }).catch(() => undefined);
    supervisor.desk.presence.set("available").catch(() => undefined);
    while (!signal.aborted) {
      await wait(PAUSE_MS);
      const rows = supervisor.desk.directory.snapshot().rows.filter(({ state }) => state !== "closed");
      if (rows.length === 0) continue;
      const { id } = random.pick(rows);
      await this.look(supervisor, id, random, wait);
      supervisor.leave(id);
    }
  }

  private async look(
    supervisor: Agent,
    id: string,
    random: Random,
    wait: (ms: number) => Promise<void>,
  ): Promise<void> {
    const conversation = supervisor.open(id);
    try {
      const monitoring = await Promise.race([
        conversation.ready.then(() => conversation.monitor()),
        wait(30_000).then(() => null),
      ]);
      if (!monitoring) return;
      this.leases += 1;
      await wait(random.between(...WATCH_MS));
      // Who closes the lid says no goodbye: the lease runs out by itself.
      if (random.chance(0.6)) await Promise.race([monitoring.stop(), wait(10_000)]);
    } catch (error) {
      if (this.options.signal.aborted || (error instanceof BatonError && EXPECTED.has(error.code))) return;
      const what = `${supervisor.name} could not watch: ${error instanceof Error ? error.message : error}`;
      this.violations.push({ rule: "M5", conversation: id, what, frames: [] });
    }
  }
}
