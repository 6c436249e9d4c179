import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { wireError } from "../../conversation/protocol/errors.ts";
import { MemoryMachine, type Scheduler } from "../../party/hosts/memory.ts";
import type { Admission } from "../../party/hosts/partykit.ts";
import { CONVERSATIONS, WORKSPACES } from "../../party/parties.ts";

export type MemoryServerOptions = {
  parties?: readonly Admission[];
  /** What rooms see as their environment. `BATON_ORIGIN` is added. */
  vars?: Readonly<Record<string, string>>;
  /** Whether alarms outlive the process. Default: no, as with `partykit dev`. */
  alarmsKept?: boolean;
  /** Answers whatever is asked for outside the parties, such as the pages of a site; null is 404. */
  site?: (request: Request) => Promise<Response | null>;
};

/** The longest that a timer of Node runs. */
const LONGEST_MS = 2 ** 31 - 1;
/** What `partykit dev` takes as one message. */
const LARGEST_MESSAGE = 1024 * 1024;

/**
 * The production rooms on the memory host, behind a real HTTP and WebSocket server on a free loopback port, in
 * real time. What survives a restart is in this process's memory alone.
 */
export class MemoryServer {
  private readonly machines = new Map<string, MemoryMachine>();
  private readonly clock = realTime();
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: 32 * LARGEST_MESSAGE });

  private constructor(
    private readonly server: Server,
    private readonly options: MemoryServerOptions,
  ) {
    server.on("request", (request, response) => void this.answer(request, response));
    server.on("upgrade", (request, socket, head) => void this.upgrade(request, socket, head));
  }

  static async start(options: MemoryServerOptions = {}): Promise<MemoryServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new MemoryServer(server, options);
  }

  get port(): number {
    // A TCP server that listens has an address of this form.
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What rooms have logged, oldest first within each room. */
  get logged(): string[] {
    return [...this.machines.values()].flatMap((machine) => machine.logged);
  }

  /** Every room dies in whatever it is doing, and is there again on what had become durable. */
  restart(): void {
    for (const machine of this.machines.values()) machine.crash();
  }

  /** Puts a room to sleep: its memory goes, its sockets stay. Resolves to false where it was not idle. */
  hibernate(party: string, name: string): boolean {
    return this.machines.get(`${party}/${name}`)?.hibernate() ?? false;
  }

  async stop(): Promise<void> {
    this.restart();
    this.clock.stop();
    for (const client of this.sockets.clients) client.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.respond(incoming);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      // The machine went down under it, or the client has gone.
      incoming.socket.destroy();
    }
  }

  private async respond(incoming: IncomingMessage): Promise<Response> {
    const { method = "GET", url = "/" } = incoming;
    const machine = await this.machineOf(url);
    const { site } = this.options;
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const hasBody = method !== "GET" && method !== "HEAD";
    const init = { method, headers: headersOf(incoming), ...(hasBody ? { body: Buffer.concat(parts) } : {}) };
    const request = new Request(new URL(url, this.origin), init);
    if (machine) return machine.request(request);
    return (!url.startsWith("/parties/") && (await site?.(request))) || notFound();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Its close says all there is to say.
    socket.on("error", () => undefined);
    const machine = await this.machineOf(request.url ?? "");
    if (!machine)
      return void socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    this.sockets.handleUpgrade(request, socket, head, (client) =>
      join(machine, client, request.headers.origin ?? null),
    );
  }

  /** The room that a path names, if this server admits it; by its decoded name where the path has it encoded. */
  private async machineOf(url: string): Promise<MemoryMachine | null> {
    const [, parties, partyName, raw = ""] = new URL(url, this.origin).pathname.split("/");
    const party = (this.options.parties ?? [CONVERSATIONS, WORKSPACES]).find(
      ({ party }) => party === partyName,
    );
    if (parties !== "parties" || !party) return null;
    const env = (name: string) => this.vars[name];
    for (const name of [raw, decoded(raw)]) {
      if (await party.admits(name, env)) return this.machine(party, name);
    }
    return null;
  }

  private machine(party: Admission, name: string): MemoryMachine {
    const key = `${party.party}/${name}`;
    const known = this.machines.get(key);
    if (known) return known;
    const made = new MemoryMachine({
      name,
      scheduler: this.clock,
      boot: party.create,
      randomBytes: (count) => Uint8Array.from(randomBytes(count)),
      env: this.vars,
      fetch: (url, init) => fetch(url, init),
      disk: { readMs: () => 0, writeMs: () => 0 },
      alarmsKept: this.options.alarmsKept ?? false,
    });
    this.machines.set(key, made);
    return made;
  }

  private get vars(): Readonly<Record<string, string>> {
    return { BATON_ORIGIN: this.origin, ...this.options.vars };
  }
}

/** Ties a client's socket to a room. */
function join(machine: MemoryMachine, client: WebSocket, origin: string | null): void {
  const connection = machine.connect(origin, {
    receive: (text) => client.send(text),
    closed: (code, reason) => (code === 1006 ? client.terminate() : client.close(code, reason)),
  });
  client.on("message", (data, isBinary) => {
    const bytes = bytesOf(data);
    // As the platform does: it is an error of the connection, which the room is told of as its close.
    if (bytes.byteLength > LARGEST_MESSAGE) {
      machine.disconnect(connection);
      return client.close(1009);
    }
    void machine.frame(connection, isBinary ? bytes : bytes.toString());
  });
  client.on("error", () => undefined);
  client.on("close", () => machine.disconnect(connection));
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const notFound = () =>
  Response.json(wireError("not_found"), { status: 404, headers: { "Access-Control-Allow-Origin": "*" } });

/** The clock on the wall. Nothing is called back once it has stopped. */
function realTime(): Scheduler & { stop(): void } {
  const running = new Set<() => void>();
  let stopped = false;
  const after = (ms: number, task: () => void): (() => void) => {
    if (stopped) return () => undefined;
    const until = Date.now() + ms;
    const begin = (left: number): (() => void) => {
      if (left <= 0) {
        const immediate = setImmediate(run);
        return () => clearImmediate(immediate);
      }
      const timer = setTimeout(run, Math.min(left, LONGEST_MS));
      return () => clearTimeout(timer);
    };
    const run = () => {
      running.delete(cancel);
      const left = until - Date.now();
      if (left > 0) {
        stopThis = begin(left);
        running.add(cancel);
      } else task();
    };
    let stopThis = begin(ms);
    const cancel = () => {
      running.delete(cancel);
      stopThis();
    };
    running.add(cancel);
    return cancel;
  };
  return {
    now: () => Date.now(),
    after,
    stop() {
      stopped = true;
      for (const cancel of [...running]) cancel();
    },
  };
}
