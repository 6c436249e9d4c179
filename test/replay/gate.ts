import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

const UPGRADE = /\r\nupgrade: *websocket\r\n/iu;

/**
 * A TCP proxy before the server: what clients connect to, so that everything of theirs can be cut at once, as a
 * deploy does, and the server behind it be another one, on another port. (A port that nobody listens on for a while
 * may become some client's own, and a client that keeps trying to connect to it may even reach itself.)
 */
export class Gate {
  private readonly pairs = new Map<Socket, Socket>();
  private readonly webSockets = new Set<Socket>();
  private shut = false;
  private readonly server = createServer((client) => this.accept(client));

  private constructor(public target: number) {}

  static async open(target: number): Promise<Gate> {
    const gate = new Gate(target);
    gate.server.listen(0, "127.0.0.1");
    await once(gate.server, "listening");
    return gate;
  }

  get origin(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("The gate has no port.");
    return `http://127.0.0.1:${address.port}`;
  }

  /** How many WebSockets are open. */
  get sockets(): number {
    return this.webSockets.size;
  }

  /** Cuts everything at once. With `stayShut` whoever comes is cut as well, until `reopen`. */
  cut({ stayShut = false } = {}): void {
    this.shut = stayShut;
    for (const client of this.pairs.keys()) client.destroy();
  }

  reopen(): void {
    this.shut = false;
  }

  close(): void {
    this.cut({ stayShut: true });
    this.server.close();
  }

  private accept(client: Socket): void {
    client.on("error", () => client.destroy());
    if (this.shut) {
      client.destroy();
      return;
    }
    const upstream = connect(this.target, "127.0.0.1");
    this.pairs.set(client, upstream);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    client.once("data", (head) => {
      if (UPGRADE.test(head.toString("latin1"))) this.webSockets.add(client);
    });
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.on("close", () => {
      this.pairs.delete(client);
      this.webSockets.delete(client);
      upstream.destroy();
    });
    client.pipe(upstream).pipe(client);
  }
}
