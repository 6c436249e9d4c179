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
  /** Two workspaces for each section, where there are so many: what one does is not felt in another. */
  own?: readonly { workspace: Workspace; apart: Workspace }[];
  /** Kills the server in whatever it is doing; resolves when it is back on the same state and address. */
  restart?(): Promise<void>;
  stop(): Promise<void>;
};

/** A server to hold to the page. */
export type Target = {
  name: string;
  abilities: readonly Ability[];
  /** Whether each section has workspaces of its own. */
  apart: boolean;
  start(): Promise<Running>;
};

/** One target, while it runs. */
export class Host {
  private running: Running | null = null;
  private readonly sites = new Map<string, Site>();

  constructor(readonly target: Target) {}

  async start(): Promise<void> {
    this.running = await this.target.start();
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }

  get present(): Running {
    if (!this.running) throw new Error("the server has not started");
    return this.running;
  }

  /** One site for each workspace, so that those who share one take turns at its configuration. */
  siteOf(workspace: Workspace): Site {
    const site = this.sites.get(workspace.name) ?? new Site(this.present.origin, workspace);
    this.sites.set(workspace.name, site);
    return site;
  }
}

/** One target as one of the sections sees it. */
export class Its {
  constructor(
    private readonly host: Host,
    private readonly section: number,
  ) {}

  get site(): Site {
    const { own, workspace } = this.host.present;
    return this.host.siteOf(own?.[this.section]?.workspace ?? workspace);
  }

  /** The workspace whose configuration may be changed: best one with no other conversations, which would feel it too. */
  get apart(): Site {
    const { own, workspace } = this.host.present;
    return this.host.siteOf(own?.[this.section]?.apart ?? workspace);
  }

  get another(): Workspace {
    const { another } = this.host.present;
    if (!another) throw new Error("this server has no other workspace");
    return another;
  }

  async restart(): Promise<void> {
    await this.host.present.restart?.();
  }

  can(ability: Ability): boolean {
    return this.host.target.abilities.includes(ability);
  }

  /** Tests that need more of a server than its wire. */
  where(ability: Ability, tests: SuiteFactory): void {
    describe.runIf(this.can(ability))(`(where ${ABILITIES[ability]})`, tests);
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
    apart: false,
    start: async () => ({ origin, workspace, stop: async () => undefined }),
  };
}
