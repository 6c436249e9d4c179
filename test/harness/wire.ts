import WebSocket from "ws";

/** A frame as it came: a dumb client believes nothing and checks nothing. */
export type Frame = { type: string; [key: string]: unknown };

/** A raw WebSocket that keeps what it receives, and can wait for it. */
export class Wire {
  readonly frames: Frame[] = [];
  readonly closed: Promise<number>;
  private waiting: { wanted: (frame: Frame) => boolean; resolve: (frame: Frame) => void }[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (raw) => this.receive(JSON.parse(String(raw))));
    socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => socket.on("close", (code) => resolve(code)));
  }

  /** Connects to a room and says hello. */
  static async hello(url: string, token: string, options: { origin?: string } = {}): Promise<Wire> {
    const wire = await Wire.open(url, options);
    wire.send({ type: "hello", protocol: 1, token });
    return wire;
  }

  static async open(url: string, options: { origin?: string } = {}): Promise<Wire> {
    const socket = new WebSocket(url, options);
    const wire = new Wire(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return wire;
  }

  send(frame: object | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The first frame, past or to come, that is wanted. */
  first(wanted: (frame: Frame) => boolean): Promise<Frame> {
    const there = this.frames.find(wanted);
    if (there) return Promise.resolve(there);
    return new Promise((resolve) => this.waiting.push({ wanted, resolve }));
  }

  /** The first frame of a type that is wanted. */
  type(type: string, wanted: (frame: Frame) => boolean = () => true): Promise<Frame> {
    return this.first((frame) => frame.type === type && wanted(frame));
  }

  /** Sends a command and waits for its ack or reject. */
  async command(frame: { type: string; clientId: string; [key: string]: unknown }): Promise<Frame> {
    this.send(frame);
    return this.first(
      ({ type, clientId }) => (type === "ack" || type === "reject") && clientId === frame.clientId,
    );
  }

  /** Text of all stream deltas so far. */
  get streamed(): string {
    return this.frames
      .flatMap((frame) => (frame.type === "stream_delta" ? [String(frame.text)] : []))
      .join("");
  }

  close(): void {
    this.socket.close();
  }

  terminate(): void {
    this.socket.terminate();
  }

  private receive(frame: Frame): void {
    this.frames.push(frame);
    const ready = this.waiting.filter(({ wanted }) => wanted(frame));
    this.waiting = this.waiting.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve(frame);
  }
}
