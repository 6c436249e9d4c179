import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket as TcpSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { base64url } from "jose";
import WebSocket from "ws";
import type { Permission } from "../../../conversation/core/actor.ts";
import { ROLE_PERMISSIONS } from "../../../party/auth/claims.ts";
import { makeConversationId } from "../../../party/auth/conversation-id.ts";
import { deriveKey, type KeyKind } from "../../../party/auth/keys.ts";
import { sign } from "../../../party/auth/mint.ts";
import { type DevServer, startDevServer } from "../../../scripts/lib/dev-server.ts";

/** A real `partykit dev` with two workspaces, spoken to in bytes as an attacker would. */

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

export class Site {
  readonly logged: string[] = [];
  /** Every address asked for. */
  readonly urls: string[] = [];
  private readonly stateDir = mkdtempSync(join(tmpdir(), "baton-attacks-"));

  private constructor(
    readonly secret: string,
    private server: DevServer | null,
  ) {}

  static async start(config: object = {}, vars: Record<string, string> = {}): Promise<Site> {
    const site = new Site(randomBytes(32).toString("base64url"), null);
    site.server = await startDevServer({
      stateDir: site.stateDir,
      onLog: (line) => void site.logged.push(line),
      vars: {
        BATON_SECRET: site.secret,
        BATON_WORKSPACES: "demo,other",
        BATON_CONFIG: JSON.stringify(config),
        ...vars,
      },
    });
    return site;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  private get running(): DevServer {
    if (!this.server) throw new Error("the server is not running");
    return this.server;
  }

  get origin(): string {
    return this.running.origin;
  }

  get port(): number {
    return this.running.port;
  }

  /** Resident memory of workerd, in bytes; 0 where the system does not say. */
  memory(): number {
    try {
      const status = readFileSync(`/proc/${this.running.pids.workerd}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? 0) * 1_024;
    } catch {
      return 0;
    }
  }

  /** HTTP with the path and the headers exactly as given. */
  ask(
    method: string,
    path: string,
    options: { headers?: Record<string, string | string[]>; body?: string | Buffer } = {},
  ): Promise<Answer> {
    this.urls.push(path);
    const { headers = {}, body } = options;
    return new Promise((resolve, reject) => {
      const request: ClientRequest = httpRequest(
        {
          agent: false,
          host: "127.0.0.1",
          port: this.port,
          method,
          path,
          headers,
          setHost: headers.Host === undefined,
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part) => {
            text += part;
          });
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        },
      );
      request.on("error", reject);
      // An answer may come before everything has been sent; what breaks afterwards concerns nobody.
      request.on("socket", (socket) => socket.on("error", reject));
      request.end(body);
    });
  }

  async session(workspace = "demo", body: object = {}, headers: Record<string, string> = {}) {
    const key = randomBytes(32).toString("base64url");
    const answer = await this.ask("POST", `/parties/workspace/${workspace}/sessions`, {
      headers,
      body: JSON.stringify({ key, locale: "en", start: true, ...body }),
    });
    const { token = "", conversationId = "", customer = { id: "" } } = JSON.parse(answer.body);
    return {
      ...answer,
      key,
      token: String(token),
      id: String(conversationId),
      customerId: String(customer.id),
    };
  }

  /** A customer whose conversation has begun. */
  async customer(workspace = "demo") {
    const session = await this.session(workspace);
    const peer = await this.hello(`/parties/main/${session.id}`, session.token);
    return { ...session, peer };
  }

  async hello(path: string, token: string, headers: Record<string, string> = {}): Promise<Peer> {
    const peer = await this.open(path, headers);
    if (typeof peer === "number") throw new Error(`HTTP ${peer} at ${path}`);
    peer.send({ type: "hello", protocol: 1, token });
    await peer.until(() => peer.frames.length > 0);
    return peer;
  }

  /** The open socket, or the status that the upgrade was answered with. */
  open(path: string, headers: Record<string, string> = {}): Promise<Peer | number> {
    this.urls.push(path);
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, { headers });
    const peer = new Peer(socket);
    return new Promise((resolve) => {
      socket.once("open", () => resolve(peer));
      socket.once("unexpected-response", (request, response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      socket.once("error", () => resolve(0));
    });
  }

  /** Bare TCP, for those who do not speak HTTP well. */
  tcp(): Promise<TcpSocket> {
    const socket = connect(this.port, "127.0.0.1");
    socket.on("error", () => undefined);
    return new Promise((resolve) => socket.once("connect", () => resolve(socket)));
  }

  async token(kind: KeyKind, claims: object, workspace = "demo"): Promise<string> {
    const key = base64url.encode(await deriveKey(this.secret, workspace, kind));
    return sign(kind, claims, { key, workspace });
  }

  agentToken(sub = "ann", permissions: readonly Permission[] = ROLE_PERMISSIONS.admin, workspace = "demo") {
    return this.token("agent", { sub, name: sub, permissions, teams: [] }, workspace);
  }

  neverBegun(workspace = "demo"): Promise<string> {
    return makeConversationId(this.secret, workspace, (count) => randomBytes(count));
  }
}

type Frame = { type: string; [key: string]: unknown };

/** A raw socket that keeps everything. */
export class Peer {
  readonly frames: Frame[] = [];
  bytes = "";
  closed: { code: number; reason: string } | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    socket.on("message", (raw) => {
      this.bytes += `${raw}\n`;
      this.frames.push(JSON.parse(String(raw)));
      this.wake();
    });
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    socket.on("error", () => undefined);
  }

  /** The server has said that it is over; the line itself may stay up for some seconds more. */
  get isOver(): boolean {
    return this.closed !== null || this.socket.readyState >= WebSocket.CLOSING;
  }

  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Waits at most 20 s, which is far more than anything here takes. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        clearInterval(again);
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      // That a line is being closed is told by no event.
      const again = setInterval(() => look(), 50);
      const timer = setTimeout(() => {
        clearInterval(again);
        this.waiting.delete(look);
        reject(
          new Error(`not seen: ${holds}; closed: ${JSON.stringify(this.closed)}; ${this.bytes.slice(-800)}`),
        );
      }, 20_000);
      this.waiting.add(look);
      look();
    });
  }

  /** What a command is answered with. */
  async answers(frame: { type: string; clientId: string; [field: string]: unknown }): Promise<Frame> {
    return this.after(frame, ({ clientId }) => clientId === frame.clientId);
  }

  /** Whether the room still serves this socket. */
  async isServed(): Promise<boolean> {
    return (await this.after({ type: "ping" }, ({ type }) => type === "pong")).type === "pong";
  }

  private async after(frame: object, isAnswer: (frame: Frame) => boolean): Promise<Frame> {
    const from = this.frames.length;
    this.send(frame);
    await this.until(() => this.frames.slice(from).some(isAnswer) || this.isOver);
    return this.frames.slice(from).find(isAnswer) ?? { type: "closed" };
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }
}
