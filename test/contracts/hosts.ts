import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type DevServer, startDevServer } from "../../scripts/lib/dev-server.ts";
import { MemoryServer } from "../harness/memory-server.ts";
import { PROBE } from "./probe/party.ts";

/** A host that runs probes, seen from outside. A new host is one more entry of `HOSTS`. */
export type Host = {
  readonly origin: string;
  /** Kills it in whatever it is doing; resolves when it is back on what was durable. */
  restart(): Promise<void>;
  /** Resolves when the room may have lost its memory, but not its sockets. */
  idle(room: string): Promise<void>;
  stop(): Promise<void>;
};

export type HostKind = {
  name: string;
  /** How long `idle` takes. */
  sleepsAfterMs: number;
  /** Whether alarms outlive the process. */
  keepsAlarms: boolean;
  start(): Promise<Host>;
};

/** After this long without an event `partykit dev` puts a room to sleep. */
const SLEEPS_AFTER_MS = 11_000;

export const HOSTS: readonly HostKind[] = [
  { name: "the memory host", sleepsAfterMs: 0, keepsAlarms: true, start: () => startMemory(true) },
  {
    name: "the memory host, alarms in memory",
    sleepsAfterMs: 0,
    keepsAlarms: false,
    start: () => startMemory(false),
  },
  { name: "partykit dev", sleepsAfterMs: SLEEPS_AFTER_MS, keepsAlarms: false, start: startPartyKit },
];

async function startMemory(alarmsKept: boolean): Promise<Host> {
  const server = await MemoryServer.start({ parties: [PROBE], alarmsKept });
  return {
    origin: server.origin,
    restart: async () => server.restart(),
    async idle(room) {
      while (!server.hibernate("main", room)) await sleep(5);
    },
    stop: () => server.stop(),
  };
}

async function startPartyKit(): Promise<Host> {
  const dir = mkdtempSync(join(tmpdir(), "baton-probe-"));
  mkdirSync(join(dir, "site"));
  const project = fileURLToPath(new URL("probe/partykit.json", import.meta.url));
  const boot = (port = 0): Promise<DevServer> =>
    startDevServer({ port, project, stateDir: join(dir, "state"), siteDir: join(dir, "site") });
  let server = await boot();
  return {
    get origin() {
      return server.origin;
    },
    async restart() {
      const { port } = server;
      await server.kill9();
      server = await boot(port);
    },
    idle: () => sleep(SLEEPS_AFTER_MS),
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
