import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { conversationFrame, workspaceFrame } from "./forms.ts";
import { Held } from "./held.ts";
import { met } from "./met.ts";
import type { Ack, Command, Cursor, Frame, Refused, Reject, Welcome } from "./wire.ts";

/**
 * A client made from docs/SPEC.md alone: raw WebSocket, fetch and node:crypto, nothing of Baton's own code.
 * What it holds is what a screen would show.
 */

export const newId = (): string => randomUUID();

/** What a room is asked by; its frames are held to the page's forms. */
export type RoomKind = "conversation" | "workspace";
/** Before a frame that was `unavailable` is sent again. */
const AGAIN_MS = 200;
const FORMS = { conversation: conversationFrame, workspace: workspaceFrame };

/** One socket, and the conversation as its frames tell it. */
export class RawClient extends Held {
  readonly frames: Frame[] = [];
  /** Every byte that came, as text. */
  bytes = "";
  closed: { code: number; reason: string } | null = null;
  /** The first thing that the page does not allow; whoever waits for this client is told. */
  fault: Error | null = null;
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly socket: WebSocket,
    kind: RoomKind,
  ) {
    super();
    socket.on("message", (data, isBinary) => {
      const text = data.toString();
      this.bytes += `${text}\n`;
      try {
        if (isBinary) throw new Error("a binary frame");
        const frame: Frame = JSON.parse(text);
        this.frames.push(frame);
        FORMS[kind](frame, `${kind} ${frame.type}`);
        met(new URL(socket.url).host, frame);
        if (kind === "conversation") this.take(frame);
      } catch (error) {
        this.fault ??= error instanceof Error ? error : new Error(String(error));
      }
      this.wake();
    });
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  /** @returns the open socket, or the HTTP status with which the upgrade was answered */
  static connect(
    url: string,
    {
      origin,
      kind = "conversation",
      headers = {},
    }: { origin?: string; kind?: RoomKind; headers?: Record<string, string> } = {},
  ): Promise<RawClient | number> {
    const socket = new WebSocket(url, { headers, ...(origin === undefined ? {} : { origin }) });
    const client = new RawClient(socket, kind);
    return new Promise((resolve, reject) => {
      socket.once("open", () => resolve(client));
      socket.once("unexpected-response", (request, response) => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.on("error", reject);
    });
  }

  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  async hello(token: string, cursor?: Cursor, protocol: unknown = 1): Promise<Welcome | Refused | Reject> {
    const seen = this.frames.length;
    this.send({ type: "hello", protocol, token, ...(cursor ? { cursor } : {}) });
    return this.until(() =>
      this.frames
        .slice(seen)
        .find(
          (frame): frame is Welcome | Refused | Reject =>
            frame.type === "welcome" || frame.type === "refused" || frame.type === "reject",
        ),
    );
  }

  /**
   * Sends a command and waits for its answer. Without a `clientId` it gets a fresh one. Where the server could not
   * find something out in time the same frame is sent again, as section 13 says.
   */
  async command(command: Command, tries = 10): Promise<Ack | Reject> {
    const clientId = command.clientId ?? newId();
    const seen = this.frames.length;
    this.send({ ...command, clientId });
    const answer = await this.until(() =>
      this.frames
        .slice(seen)
        .find(
          (frame): frame is Ack | Reject =>
            (frame.type === "ack" || frame.type === "reject") && frame.clientId === clientId,
        ),
    );
    if (answer.type === "ack" || answer.error.code !== "unavailable" || tries === 1) return answer;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return this.command({ ...command, clientId }, tries - 1);
  }

  /** Sends whatever it is given and waits for the reject or refusal. */
  async refusal(frame: object | string | Buffer): Promise<Reject | Refused> {
    const seen = this.frames.length;
    this.send(frame);
    return this.until(() =>
      this.frames
        .slice(seen)
        .find((answer): answer is Reject | Refused => answer.type === "reject" || answer.type === "refused"),
    );
  }

  /** Waits until `seek` finds something; looks again after every frame and after the close. */
  until<T>(seek: () => T | null | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.fault ? null : seek();
        if (!found && !this.fault) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        if (found) resolve(found);
        else reject(this.fault);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const closed = JSON.stringify(this.closed);
        reject(new Error(`not seen: ${seek}\nclosed: ${closed}\n${this.bytes.slice(-3_000)}`));
      }, 10_000);
      this.waiting.add(look);
      look();
    });
  }

  /** Resolves with the pong; whatever the server sent before it has come by then. */
  async answersPing(): Promise<void> {
    const seen = this.frames.length;
    this.send({ type: "ping" });
    await this.until(() => this.frames.slice(seen).some((frame) => frame.type === "pong"));
  }

  /** Resolves when the server has begun to close; a platform may never complete the handshake. */
  async ending(): Promise<void> {
    while (this.socket.readyState === this.socket.OPEN)
      await new Promise((resolve) => setTimeout(resolve, 10));
    this.socket.terminate();
  }

  async close(): Promise<void> {
    this.socket.close(1000);
    await this.until(() => this.closed);
  }

  /** The line is cut, without goodbye. */
  cut(): void {
    this.socket.terminate();
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }
}
