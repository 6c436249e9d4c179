import { once } from "node:events";
import * as v from "valibot";
import WebSocket from "ws";
import { driverError } from "./driver.ts";

const MessageSchema = v.looseObject({
  id: v.nullish(v.number()),
  result: v.optional(v.unknown()),
  error: v.optional(v.string()),
  message: v.optional(v.string()),
});

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/** WebDriver BiDi: commands and their answers over one WebSocket. https://w3c.github.io/webdriver-bidi/ */
export class Bidi {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (raw) => this.receive(v.parse(MessageSchema, JSON.parse(String(raw)))));
    socket.on("close", () => {
      for (const { reject } of this.waiting.values()) reject(new Error("the browser is gone"));
    });
  }

  static async connect(url: string): Promise<Bidi> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    return new Bidi(socket);
  }

  /** Rejects with what the browser calls the error. */
  command(method: string, params: object = {}): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.socket.close();
  }

  /** Events have no id; none is asked for. */
  private receive({ id, result, error, message }: v.InferOutput<typeof MessageSchema>): void {
    const waiting = this.waiting.get(id ?? 0);
    this.waiting.delete(id ?? 0);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(driverError(error, message ?? ""));
  }
}
