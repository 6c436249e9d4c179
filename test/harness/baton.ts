import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { SessionAnswerSchema } from "../../conversation/protocol/workspace.ts";
import { ROLE_PERMISSIONS, type Role } from "../../party/auth/claims.ts";
import { agentKey } from "../../party/auth/keys.ts";
import { type AgentTokenOptions, mintAgentToken } from "../../party/auth/mint.ts";
import { type DevServer, startDevServer } from "../../scripts/lib/dev-server.ts";
import { Wire } from "./wire.ts";

const WORKSPACE = "demo";

/** Tests ask more of the AI than a customer may in an hour. */
const BUDGETS = { conversationPerHour: null, conversationPerDay: null };

/** A real `partykit dev` with a state folder of its own, for one test file. */
export class Baton {
  readonly secret = randomBytes(32).toString("base64url");
  readonly demoCode = randomBytes(16).toString("base64url");
  private readonly stateDir = mkdtempSync(join(tmpdir(), "baton-state-"));
  private clientIds = 0;

  private constructor(
    private readonly vars: Record<string, string>,
    private server: DevServer | null,
  ) {}

  /** `config` is the workspace's configuration at its start; see `party/workspace/config.ts`. */
  static async start({
    config = {},
    vars = {},
  }: {
    config?: object;
    vars?: Record<string, string>;
  } = {}): Promise<Baton> {
    const baton = new Baton({ ...vars, BATON_CONFIG: JSON.stringify({ budgets: BUDGETS, ...config }) }, null);
    await baton.boot();
    return baton;
  }

  get origin(): string {
    return this.running().origin;
  }

  /** `kill -9` in whatever it is doing, then a new server on the same state and port. */
  async restart(): Promise<void> {
    const { port } = this.running();
    await this.running().kill9();
    await this.boot(port);
  }

  /** Stops the server, does something to its state folder, and starts again on the same state and port. */
  async whileStopped<Result>(work: (stateDir: string) => Promise<Result>): Promise<Result> {
    const { port } = this.running();
    await this.running().stop();
    const result = await work(this.stateDir);
    await this.boot(port);
    return result;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  /** A fresh client id. */
  id(): string {
    this.clientIds += 1;
    return `c${this.clientIds}`;
  }

  newKey(): string {
    return randomBytes(32).toString("base64url");
  }

  async session(key: string, locale = "en"): Promise<{ conversationId: string; token: string }> {
    const response = await fetch(`${this.origin}/parties/workspace/${WORKSPACE}/sessions`, {
      method: "POST",
      body: JSON.stringify({ key, locale, start: true }),
    });
    const { conversationId, token } = v.parse(SessionAnswerSchema, await response.json());
    if (conversationId === null || token === null) throw new Error("no conversation was started");
    return { conversationId, token };
  }

  /** A customer's connection to their conversation, started if need be. */
  async customer(
    key = this.newKey(),
    locale = "en",
  ): Promise<Wire & { conversationId: string; token: string }> {
    const session = await this.session(key, locale);
    const wire = await Wire.hello(this.roomUrl(session.conversationId), session.token);
    await wire.type("welcome");
    return Object.assign(wire, session);
  }

  async agent(agentId: string, conversationId: string, role: Role = "agent"): Promise<Wire> {
    const wire = await Wire.hello(this.roomUrl(conversationId), await this.agentToken(agentId, role));
    await wire.type("welcome");
    return wire;
  }

  /** An agent's desk: the directory, and presence. */
  async desk(agentId: string, role: Role = "agent"): Promise<Wire> {
    const url = `${this.origin.replace("http", "ws")}/parties/workspace/${WORKSPACE}`;
    const wire = await Wire.hello(url, await this.agentToken(agentId, role));
    await wire.type("welcome");
    return wire;
  }

  async agentToken(
    agentId: string,
    role: Role = "agent",
    more: Pick<AgentTokenOptions, "expiresInSeconds" | "avatarUrl"> = {},
  ): Promise<string> {
    const name = (agentId[0]?.toUpperCase() ?? "") + agentId.slice(1);
    const key = await agentKey(this.secret, WORKSPACE);
    const permissions = ROLE_PERMISSIONS[role];
    return mintAgentToken({ key, workspace: WORKSPACE, agentId, name, permissions, ...more });
  }

  roomUrl(conversationId: string): string {
    return `${this.origin.replace("http", "ws")}/parties/main/${conversationId}`;
  }

  private running(): DevServer {
    if (!this.server) throw new Error("the server is not running");
    return this.server;
  }

  private async boot(port?: number): Promise<void> {
    this.server = await startDevServer({
      ...(port === undefined ? {} : { port }),
      stateDir: this.stateDir,
      vars: {
        BATON_SECRET: this.secret,
        BATON_DEMO_CODE: this.demoCode,
        BATON_WORKSPACES: WORKSPACE,
        ...this.vars,
      },
    });
  }
}
