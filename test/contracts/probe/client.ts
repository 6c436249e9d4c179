import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { Host } from "../hosts.ts";
import type { Step } from "./room.ts";

/** Hundreds of durable writes may take a while on a disk that others write to; what never comes is told all the same. */
const SEEN_WITHIN_MS = 40_000;

/** A probe seen from outside: a room of its own for each test. */
export class Probe {
  readonly room = `probe-${randomUUID()}`;

  constructor(readonly host: Host) {}

  get url(): string {
    return `${this.host.origin}/parties/main/${this.room}`;
  }

  /** What each step found. */
  async run(...steps: Step[]): Promise<unknown[]> {
    const response = await fetch(`${this.url}/run`, { method: "POST", body: JSON.stringify(steps) });
    return foundIn(await response.text());
  }

  async connect(headers: Record<string, string> = {}): Promise<Line> {
    const socket = new WebSocket(this.url.replace("http", "ws"), { headers });
    const line = new Line(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return line;
  }
}

/** One connection to a probe. */
export class Line {
  readonly received: string[] = [];
  closed: { code: number; reason: string } | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    const wake = () => {
      for (const look of [...this.waiting]) look();
    };
    socket.on("error", () => undefined);
    socket.on("message", (data) => {
      this.received.push(String(data));
      wake();
    });
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: String(reason) };
      wake();
    });
  }

  /** What each step found. */
  async run(...steps: Step[]): Promise<unknown[]> {
    const seen = this.received.length;
    this.socket.send(JSON.stringify(steps));
    return foundIn(
      await this.until(() => this.received.slice(seen).find((text) => text.startsWith('{"found"'))),
    );
  }

  until<T>(seek: () => T | null | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const result = seek();
        if (!result) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(result);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(
          new Error(`not seen: ${seek}\nclosed: ${JSON.stringify(this.closed)}\n${this.received.join("\n")}`),
        );
      }, SEEN_WITHIN_MS);
      this.waiting.add(look);
      look();
    });
  }

  close(code = 1000): Promise<unknown> {
    this.socket.close(code);
    return this.until(() => this.closed);
  }
}

function foundIn(text: string): unknown[] {
  const { found }: { found: unknown[] } = JSON.parse(text);
  return found;
}
