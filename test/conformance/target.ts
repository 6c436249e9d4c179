import { describe, type SuiteFactory } from "vitest";
import { Site, type Workspace } from "./site.ts";

/** What not every server lets a stranger do. Where it is missing, the titles of the skipped tests say so. */
const ABILITIES = {
  configure: "its configuration may be changed",
  script: "its AI does what the tests say",
  restart: "it may be killed",
  another: "the keys of another workspace are known",
} as const;
export type Ability = keyof typeof ABILITIES;

/** A server that runs. */
export type Running = {
  origin: string;
  workspace: Workspace;
  another?: Workspace;
  /** Where the configuration may be changed; best one with no other conversations, which would feel it too. */
  apart?: Workspace;
  /** Kills the server in whatever it is doing; resolves when it is back on the same state and address. */
  restart?(): Promise<void>;
  stop(): Promise<void>;
};

/** A server to hold to the page. */
export type Target = { name: string; abilities: readonly Ability[]; start(): Promise<Running> };

/** One target as the sections see it. */
export class Its {
  private running: { server: Running; site: Site; apart: Site } | null = null;

  constructor(private readonly target: Target) {}

  async start(): Promise<void> {
    const server = await this.target.start();
    const site = new Site(server.origin, server.workspace);
    const apart = server.apart ? new Site(server.origin, server.apart) : site;
    this.running = { server, site, apart };
  }

  async stop(): Promise<void> {
    await this.running?.server.stop();
  }

  get site(): Site {
    return this.present.site;
  }

  /** The workspace whose configuration may be changed. */
  get apart(): Site {
    return this.present.apart;
  }

  get another(): Workspace {
    const { another } = this.present.server;
    if (!another) throw new Error("this server has no other workspace");
    return another;
  }

  async restart(): Promise<void> {
    await this.present.server.restart?.();
  }

  can(ability: Ability): boolean {
    return this.target.abilities.includes(ability);
  }

  /** Tests that need more of a server than its wire. */
  where(ability: Ability, tests: SuiteFactory): void {
    describe.runIf(this.can(ability))(`(where ${ABILITIES[ability]})`, tests);
  }

  private get present() {
    if (!this.running) throw new Error("the server has not started");
    return this.running;
  }
}

/** The server that `npm run conformance -- --url …` names, told by environment; null where none is named. */
export function foreignTarget(env: NodeJS.ProcessEnv): Target | null {
  const { BATON_URL, BATON_WORKSPACE: name = "demo", BATON_AGENT_KEY, BATON_IDENTITY_KEY } = env;
  if (!BATON_URL) return null;
  if (!BATON_AGENT_KEY || !BATON_IDENTITY_KEY) {
    throw new Error("BATON_AGENT_KEY and BATON_IDENTITY_KEY are what `npm run keys` prints");
  }
  const workspace = { name, agentKey: BATON_AGENT_KEY, identityKey: BATON_IDENTITY_KEY };
  const origin = BATON_URL.replace(/\/$/u, "");
  return {
    name: origin,
    abilities: env.BATON_MAY_CONFIGURE === "yes" ? ["configure"] : [],
    start: async () => ({ origin, workspace, apart: workspace, stop: async () => undefined }),
  };
}
