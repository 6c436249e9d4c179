import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildArticles } from "../../scripts/build-articles.ts";
import { type DevServer, startDevServer } from "../../scripts/lib/dev-server.ts";
import { root } from "../../scripts/lib/root.ts";
import { ServerLog } from "./server-log.ts";

/** Real dialogues are longer than what one customer is to ask of an AI in an hour. */
export const BUDGETS = { conversationPerHour: null, conversationPerDay: null };
/** Replayed people write faster than real ones, and all from one place. */
export const LIMITS = { framesPerSecond: 1_000, frameBurst: 1_000, messagesPer10s: 1_000 };

const TRIES = 3;

export type ReplayServerOptions = {
  workspace: string;
  /** Of the workspace, beside the limits, which are off. */
  config?: object;
  /** What rooms see besides, such as where the model is. */
  vars?: Record<string, string>;
  /** What runs the rooms until the first restart, instead of PartyKit's own workerd. */
  workerd?: string;
};

/** A real PartyKit for load, on a state of its own, which lasts through restarts and goes with it in the end. */
export class ReplayServer {
  readonly secret = randomBytes(32).toString("base64url");
  readonly log = new ServerLog();
  private running: DevServer | null = null;
  private vars: Record<string, string> = {};

  private constructor(
    readonly workspace: string,
    private readonly config: object,
    private readonly dir: string,
    private readonly siteDir: string,
  ) {}

  static async start(options: ReplayServerOptions): Promise<ReplayServer> {
    const { workspace, config = {}, vars = {}, workerd } = options;
    const dir = mkdtempSync(join(tmpdir(), "baton-replay-"));
    try {
      const server = new ReplayServer(workspace, config, dir, await siteWithArticles(dir));
      server.vars = vars;
      await server.boot(workerd);
      return server;
    } catch (error) {
      rmSync(dir, { recursive: true, force: true });
      throw error;
    }
  }

  get origin(): string {
    return this.now.origin;
  }

  get port(): number {
    return this.now.port;
  }

  get pids(): DevServer["pids"] {
    return this.now.pids;
  }

  /** Resolves, with the reason, when the server that runs now has ended. */
  get ended(): Promise<string> {
    return this.now.ended;
  }

  get stateDir(): string {
    return join(this.dir, "state");
  }

  /** `kill -9`, as a crash would end it; resolves when nothing of it is left. */
  kill9(whom?: "workerd" | "everything"): Promise<void> {
    return this.now.kill9(whom);
  }

  /** Starts again after a crash, on the same state and another port. `vars` are what rooms see from now on. */
  restart(vars = this.vars): Promise<void> {
    this.vars = vars;
    return this.boot();
  }

  /** Ends it, and removes its state unless that is to be looked into. */
  async stop({ keepState = false } = {}): Promise<void> {
    await this.now.stop();
    if (!keepState) rmSync(this.dir, { recursive: true, force: true });
  }

  private get now(): DevServer {
    if (!this.running) throw new Error("The server has not been started.");
    return this.running;
  }

  /** A port that was free may be taken by the time it is bound: then it is another one's turn. */
  private async boot(workerd?: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.running = await this.begin(workerd);
        return;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
  }

  private begin(workerd?: string): Promise<DevServer> {
    return startDevServer({
      ...(workerd === undefined ? {} : { workerd }),
      stateDir: this.stateDir,
      siteDir: this.siteDir,
      vars: {
        BATON_SECRET: this.secret,
        BATON_WORKSPACES: this.workspace,
        BATON_CONFIG: JSON.stringify({ budgets: BUDGETS, ...this.config, limits: LIMITS }),
        ...this.vars,
      },
      onLog: (line) => this.log.add(line),
    });
  }
}

/** The built site, or as much of it as the assistant needs. */
async function siteWithArticles(dir: string): Promise<string> {
  const built = join(root, "dist/site");
  if (existsSync(join(built, "articles.json"))) return built;
  const site = join(dir, "site");
  await buildArticles(join(root, "examples/shop/articles"), site);
  return site;
}
