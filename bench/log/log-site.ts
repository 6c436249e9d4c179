import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import type { CustomerState } from "../../conversation/protocol/views.ts";
import { answerOf, tokensOf } from "./answer.ts";

const FIRST_PAGE = 50;
const ME = { id: "kim", name: "Kim" };
const ID = "demo:one";

/** The built widget on an empty page, and a room that has said as much as is wanted: it answers, and nothing more. */
export class LogSite {
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly entries: PublicEntry[];
  private readonly greeted = new EventEmitter<{ hello: [] }>();

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    private readonly probe: string,
    messages: number,
    /** How many earlier entries come at once. */
    public page = FIRST_PAGE,
  ) {
    this.entries = Array.from({ length: messages }, (_, index) => entryOf(index + 1));
    server.on("request", (request, response) => void this.answer(request, response));
    server.on("upgrade", (request, socket, head) =>
      this.sockets.handleUpgrade(request, socket, head, (client) => this.join(client)),
    );
  }

  static async start(folder: string, probe: string, messages: number): Promise<LogSite> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new LogSite(server, folder, probe, messages);
  }

  get origin(): string {
    // A TCP server that listens has an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when the next client has said hello, which is its first word. */
  async nextHello(): Promise<void> {
    await once(this.greeted, "hello");
  }

  /** The AI answers: so many tokens a second, for so many seconds. Resolves when its answer is committed. */
  async stream(perSecond: number, seconds: number): Promise<void> {
    const tokens = tokensOf(answerOf(perSecond * seconds * 4));
    const seq = this.entries.length + 1;
    const reply = { replyId: `p${seq}`, generationId: `g${seq}` };
    this.send({ type: "commit", state: stateOf({ generating: reply }) });
    const from = performance.now();
    let offset = 0;
    for (const [index, text] of tokens.entries()) {
      this.send({ type: "stream_delta", ...reply, offset, text });
      offset += text.length;
      await sleep(Math.max(0, from + ((index + 1) * 1_000) / perSecond - performance.now()));
    }
    const entry = entryOf(seq, answerOf(offset), "ai");
    this.entries.push(entry);
    this.send({ type: "commit", public: { from: seq - 1, entries: [entry] }, state: stateOf() });
  }

  async stop(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private send(frame: DownFrame): void {
    for (const client of this.sockets.clients) client.send(JSON.stringify(frame));
  }

  private join(client: WebSocket): void {
    client.on("message", (raw) => {
      const frame: Record<string, unknown> = JSON.parse(String(raw));
      const reply = this.replyTo(frame);
      if (reply) client.send(JSON.stringify(reply));
    });
  }

  private replyTo({ type, clientId, before }: Record<string, unknown>): DownFrame | null {
    switch (type) {
      case "hello":
        this.greeted.emit("hello");
        return {
          ...{
            type: "welcome",
            protocol: 1,
            mode: "snapshot",
            log: "one",
            me: ME,
            state: stateOf(),
            stream: null,
          },
          public: this.run(this.entries.length, FIRST_PAGE),
        };
      case "load_earlier":
        return { type: "page", public: this.run(Number(before) - 1, this.page) };
      case "ping":
        return { type: "pong" };
      default:
        return typeof clientId === "string" ? { type: "ack", clientId, result: {} } : null;
    }
  }

  /** So many entries up to that one. */
  private run(to: number, count: number) {
    const from = Math.max(0, to - count);
    return { from, entries: this.entries.slice(from, to) };
  }

  private async answer({ method, url = "/" }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(url, this.origin).pathname;
    if (path.endsWith("/sessions") && method === "POST") return json(response, sessionOf());
    if (path.endsWith("/notices")) return json(response, { monitoring: "off" });
    if (path === "/") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        `<!doctype html><html lang="en"><link rel="icon" href="data:,"><body><script>${this.probe}</script>` +
          // A conversation is kept, so it is there when the panel opens.
          `<script>localStorage.setItem("baton:demo", "${"k".repeat(43)}")</script>` +
          `<script async src="/widget.js" data-workspace="demo"></script></body></html>`,
      );
      return;
    }
    const file = await readFile(join(this.folder, path)).catch(() => null);
    const type = extname(path) === ".js" ? "text/javascript" : "application/octet-stream";
    response.writeHead(file ? 200 : 404, { "content-type": type });
    response.end(file);
  }
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function sessionOf(): object {
  const claims = { iat: Math.floor(Date.now() / 1_000), exp: Math.floor(Date.now() / 1_000) + 3_600 };
  const token = ["{}", JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url"));
  const expiresAt = new Date(claims.exp * 1_000).toISOString();
  return { token: token.join("."), expiresAt, conversationId: ID, customer: ME };
}

function stateOf(rest: Partial<CustomerState> = {}): CustomerState {
  return {
    ...{ audience: "customer", id: ID, state: "ai_active", epoch: 1, agent: null, waiting: false },
    ...{ waitingLong: false, queuePosition: null, backAt: null, canRequestHuman: true, unread: 0 },
    ...{ generating: null, successorId: null },
    ...rest,
  };
}

/** Customer and AI in turn, one message every twenty seconds. */
function entryOf(
  seq: number,
  text = answerOf(40 + ((seq * 37) % 260)),
  role: "ai" | "customer" = seq % 2 === 0 ? "ai" : "customer",
): PublicEntry {
  const author = role === "ai" ? { id: "ai", name: "", role } : { ...ME, role };
  const at = new Date(Date.UTC(2026, 10, 1) + seq * 20_000).toISOString();
  return { id: `p${seq}`, seq, at, cycle: 0, kind: "message", author, text, state: "sent" };
}
